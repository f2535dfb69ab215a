import { Shield16Regular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import type { FixRun } from '../../../shared/model/fix-state';
import { findingText, findingTitle, stepOfFinding } from '../../../shared/present/finding-text';
import { fixRisk, minutesOf, textOr } from '../../../shared/present/fix-text';
import { hasText, text, type TextKey } from '../../../shared/text';
import { StateMark, type Mark } from '../../parts/state-mark';

interface Fact {
  readonly id: string;
  readonly name: string;
  readonly value: ReactNode;
}

/** What has to be known before it is agreed to: why, what it risks, what it interrupts, what it needs, when it ends. */
export function Facts({ run }: { readonly run: FixRun }): ReactElement {
  return (
    <dl className="fix-facts">
      {factsOf(run).map(({ id, name, value }) => (
        <div key={id} className="fix-fact">
          <dt className="muted">{name}</dt>
          <dd id={id === 'risk' ? 'fix-risk' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How much a fix costs, as a shape. */
export const riskMarks: Readonly<Record<FixRun['kind']['risk'], Mark>> = {
  safe: 'ok',
  caution: 'info',
  downgrade: 'warning',
  destructive: 'warning'
};

function factsOf(run: FixRun): readonly Fact[] {
  const { kind, place } = run;
  const demo = place.kind === 'demo';
  const row = (id: FactId, value: ReactNode): Fact => ({ id, name: text(`fix.screen.row.${id}`), value });
  return [
    row('why', <Why run={run} />),
    ...(hasText(`fix.of.${kind.id}.about`) ? [row('what', text(`fix.of.${kind.id}.about` as TextKey))] : []),
    row('risk', fixRisk(kind)),
    ...(run.plan?.conflicts ?? []).flatMap((id): Fact[] => {
      const key = `fix.conflict.${id}`;
      return hasText(key) ? [{ ...row('note', <Note sentence={text(key)} />), id }] : [];
    }),
    row('interrupts', textOr(`fix.screen.interrupts.${kind.id}`, 'fix.screen.interrupts.nothing')),
    ...(hasText(`fix.screen.effect.${kind.id}`)
      ? [row('effect', text(`fix.screen.effect.${kind.id}` as TextKey))]
      : []),
    ...(kind.scope === 'machine' ? [row('needs', <Needs demo={demo} />)] : []),
    ...(kind.expiresInSeconds === null
      ? []
      : [
          row(
            'ends',
            text(demo ? 'fix.screen.ends.demo' : 'fix.screen.ends.after', { minutes: minutesOf(kind) })
          )
        ]),
    row('undo', undoSentence(run))
  ];
}

type FactId = 'why' | 'what' | 'risk' | 'note' | 'interrupts' | 'effect' | 'needs' | 'ends' | 'undo';

function undoSentence({ kind, place }: FixRun): string {
  if (kind.undo === 'none') {
    const own = `fix.of.${kind.id}.no-undo`;
    return [text('fix.screen.undo.none'), ...(hasText(own) ? [text(own)] : [])].join(' ');
  }
  if (place.kind === 'elsewhere') return text('fix.screen.elsewhere.undo');
  return text(place.kind === 'demo' ? 'fix.screen.undo.demo' : `fix.screen.undo.${kind.undo}`);
}

function Why({ run: { finding, names } }: { readonly run: FixRun }): ReactElement {
  const step = stepOfFinding(finding);
  const key = `app.run.step.${step ?? ''}.name`;
  const title = findingTitle(finding, names);
  const meaning = findingText(finding, 'meaning', names);
  return (
    <>
      <span>{hasText(key) ? text('fix.screen.why-in-step', { title, step: text(key) }) : title}</span>
      {meaning !== null && <span className="small muted fix-meaning">{meaning}</span>}
    </>
  );
}

function Note({ sentence }: { readonly sentence: string }): ReactElement {
  return (
    <span className="fix-note">
      <StateMark mark="warning" />
      <span>{sentence}</span>
    </span>
  );
}

function Needs({ demo }: { readonly demo: boolean }): ReactElement {
  return (
    <span className="fix-note">
      <Shield16Regular className="fix-shield" aria-hidden="true" />
      <span>{text(demo ? 'fix.screen.needs.demo' : 'fix.screen.needs.machine')}</span>
    </span>
  );
}
