import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { FixRun } from '../../../shared/model/fix-state';
import { text } from '../../../shared/text';
import { copyFix } from '../../stores/fix-store';

/** How it is made on a PC that cannot be changed from here. */
export function Elsewhere({ run }: { readonly run: FixRun }): ReactElement {
  const { command, kind, plan } = run;
  return (
    <section className="card" aria-labelledby="fix-elsewhere-title">
      <h2 id="fix-elsewhere-title" className="result-label">
        {text('fix.screen.elsewhere.title')}
      </h2>
      {command === null ? (
        <p>{text('fix.screen.elsewhere.without')}</p>
      ) : (
        <>
          <p>
            {text(kind.scope === 'machine' ? 'fix.screen.elsewhere.with' : 'fix.screen.elsewhere.with-user')}
          </p>
          <div className="fix-place">
            <p className="mono">{command}</p>
            <Button icon={<Copy16Regular />} onClick={() => void copyFix(run, 'command')}>
              {text('fix.screen.elsewhere.copy')}
            </Button>
          </div>
          {plan === null && <p className="small muted">{text('fix.screen.elsewhere.no-plan')}</p>}
        </>
      )}
    </section>
  );
}
