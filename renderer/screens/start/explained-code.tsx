import { Button, Field, Input } from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons';
import type { FormEvent, ReactElement } from 'react';
import type { ExplainedCode as CodeFacts, Explanation } from '../../../shared/model/explanation';
import { clientFindingIds, networkFindingIds } from '../../../shared/model/finding-id';
import { defaultPort } from '../../../shared/model/target';
import { hasText, text } from '../../../shared/text';
import { bridge, errorText } from '../../app/bridge';
import { Disclosure } from '../../parts/disclosure';
import { SideChip } from '../../parts/side-chip';
import { notify } from '../../stores/notice-store';
import { startRun } from '../../stores/run-store';
import { accept, choosePc, reject, useStart } from '../../stores/start-store';
import './explained-code.css';

/** Id of the field that asks for the PC; there is only one in the window. */
export const whichPcField = 'which-pc';

interface Props {
  readonly explanation: Explanation;
  /** What was typed, as it was typed: it goes with the check and to the clipboard. */
  readonly input: string;
}

/** What a code or message means, what causes it, and the way from there to a check. */
export function ExplainedCode({ explanation, input }: Props): ReactElement {
  return (
    <section className="explained card" aria-labelledby="explained-title">
      <div className="explained-head">
        <h2 id="explained-title">{text('app.start.code.title')}</h2>
        <Button appearance="subtle" icon={<Copy20Regular />} onClick={() => void copy(input)}>
          {text('app.start.code.copy')}
        </Button>
      </div>
      {explanation.codes.map((code) => (
        <Meaning key={`${code.kind} ${code.code}`} code={code} />
      ))}
      <WhichPc codes={input} />
      {explanation.codes.map((code) => (
        <Causes key={`${code.kind} ${code.code}`} code={code} />
      ))}
    </section>
  );
}

async function copy(input: string): Promise<void> {
  const answer = await bridge().explain.copy({ input });
  notify(answer.ok ? text('app.notice.copied-explanation') : errorText(answer.error));
}

function Meaning({ code }: { readonly code: CodeFacts }): ReactElement {
  return (
    <div className="explained-code">
      <div className="explained-name">
        {code.kind !== 'message' && <code className="mono">{code.code}</code>}
        <h3>{code.name ?? text('app.start.code.unnamed')}</h3>
        <span className="muted small">{text(`app.start.code.kind.${code.kind}`)}</span>
        {code.side && <SideChip name={text(`app.side.${code.side}`)} />}
      </div>
      <p>{code.meaning}</p>
    </div>
  );
}

/** So many causes are open from the start; the rest are one press away. */
const shownAtOnce = 3;

function Causes({ code }: { readonly code: CodeFacts }): ReactElement {
  const more = code.causes.length - shownAtOnce;
  return (
    <div className="explained-causes">
      <h3>
        {text('app.start.code.causes', {
          code: code.kind === 'message' ? (code.name ?? code.code) : code.code
        })}
      </h3>
      {code.causes.length === 0 && <p className="muted">{text('app.start.code.no-causes')}</p>}
      {code.causes.length > 0 && <CauseList causes={code.causes.slice(0, shownAtOnce)} first={1} />}
      {more > 0 && (
        <Disclosure className="explained-more" summary={text('app.start.code.more', { count: more })}>
          <CauseList causes={code.causes.slice(shownAtOnce)} first={shownAtOnce + 1} />
          <OtherChecks code={code} />
        </Disclosure>
      )}
      {more <= 0 && <OtherChecks code={code} />}
    </div>
  );
}

function CauseList({
  causes,
  first
}: {
  readonly causes: CodeFacts['causes'];
  readonly first: number;
}): ReactElement {
  return (
    <ol className="cause-list" start={first}>
      {causes.map((cause) => (
        <li key={cause.finding}>
          <span className="explained-cause">{findingTitle(cause.finding)}</span>
          {!saysTheSame(cause.why, findingTitle(cause.finding)) && <span>{cause.why}</span>}
          <span className="muted small">{proof(cause.finding)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Checks that would tell more than the causes themselves name. */
function OtherChecks({ code }: { readonly code: CodeFacts }): ReactElement | null {
  const others = code.checks.filter((check) => !code.causes.some((cause) => cause.finding === check));
  if (others.length === 0) return null;
  return (
    <p className="muted small">
      {text('app.start.code.checks')}: {others.map(findingTitle).join(' · ')}
    </p>
  );
}

/** A finding's title while no PC is named yet. */
function findingTitle(id: string): string {
  const key = `finding.${id}.title`;
  if (!hasText(key)) return id;
  const title = text(key, {
    host: text('app.start.code.some-host'),
    port: defaultPort,
    pc: text(isClients(id) ? 'pc.name.this' : 'pc.name.other')
  });
  return title.charAt(0).toUpperCase() + title.slice(1);
}

const isClients = (id: string): boolean => (clientFindingIds as readonly string[]).includes(id);

const saysTheSame = (why: string, title: string): boolean => why.replace(/\.$/, '') === title;

function proof(id: string): string {
  const here = (networkFindingIds as readonly string[]).includes(id);
  return text(here ? 'app.start.code.proved-here' : 'app.start.code.proved-there');
}

function WhichPc({ codes }: { readonly codes: string }): ReactElement {
  const pc = useStart((store) => store.whichPc);
  const rejected = useStart((store) => store.rejected);
  const refusal = rejected?.at === 'which-pc' ? rejected.sentence : null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (pc.trim() === '') return reject('which-pc', text('app.start.needs-target'));
    const sentence = await startRun({ kind: 'typed', text: pc.trim() }, codes);
    if (sentence === null) accept();
    else reject('which-pc', sentence);
  };
  return (
    <form className="which-pc" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        className="which-pc-field"
        label={text('app.start.code.which-pc')}
        hint={text('app.start.code.which-pc-hint')}
        {...(refusal === null ? {} : { validationState: 'error', validationMessage: refusal })}
      >
        <Input
          id={whichPcField}
          value={pc}
          onChange={(_event, data) => choosePc(data.value)}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Button type="submit" className="which-pc-button">
        {text('app.start.code.check')}
      </Button>
    </form>
  );
}
