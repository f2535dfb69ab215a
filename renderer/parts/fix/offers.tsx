import { Button } from '@fluentui/react-components';
import { Shield16Regular } from '@fluentui/react-icons';
import { useEffect, useState, type ReactElement } from 'react';
import type { Finding } from '../../../shared/model/diagnosis';
import type { FixKind } from '../../../shared/model/fix-state';
import { fixAction, minutesOf } from '../../../shared/present/fix-text';
import { clean, clip } from '../../../shared/present/read';
import { text } from '../../../shared/text';
import { calledOf, openFix, useFix, type FixSource } from '../../stores/fix-store';
import './offers.css';

type Offered = Finding['fixes'][number];

interface Props {
  readonly finding: Finding;
  readonly source: FixSource;
  /** Whether it is the cause that is opened out. */
  readonly first: boolean;
  readonly heading: 'h3' | 'h4';
}

/** What can be done about a finding: a button, or for several ways a short table. */
export function Offers({ finding, source, first, heading: Heading }: Props): ReactElement | null {
  const kinds = useFix((store) => store.kinds);
  const called = useCalled(finding, source);
  const { fixes } = finding;
  if (fixes.length === 0) return null;
  const rows = fixes.map((offered, index) => ({
    key: `${offered.id} ${index}`,
    kind: kinds.get(offered.id) ?? null,
    managed: offered.managed === true,
    offer: (
      <Offer
        offered={offered}
        kind={kinds.get(offered.id) ?? null}
        name={nameOf(offered, fixes, kinds.get(offered.id) ?? null, called[index] ?? {})}
        primary={first && index === 0}
        place={`${source.of} ${finding.id} ${finding.side} ${index}`}
        here={source.here}
        onOpen={() => void openFix(source, finding, index)}
      />
    )
  }));
  return (
    <div className="offers">
      <Heading>{text('fix.screen.offer.title')}</Heading>
      {rows.length === 1 ? (
        rows.map(({ key, offer }) => <div key={key}>{offer}</div>)
      ) : (
        <table className="offers-table">
          <thead>
            <tr>
              <th scope="col">{text('fix.screen.offer.column-fix')}</th>
              <th scope="col">{text('fix.screen.offer.column-risk')}</th>
              <th scope="col">{text('fix.screen.offer.column-undo')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, kind, offer }) => (
              <tr key={key}>
                <td>{offer}</td>
                <td className="small">
                  {kind && text(`fix.screen.offer.risk-${kind.risk}`, { minutes: minutesOf(kind) })}
                </td>
                <td className="small">{kind && text(`fix.screen.offer.undo-${kind.undo}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

interface OfferProps {
  readonly offered: Offered;
  readonly kind: FixKind | null;
  readonly name: string;
  readonly primary: boolean;
  /** Names the button, so that the focus finds back to it. */
  readonly place: string;
  readonly here: boolean;
  readonly onOpen: () => void;
}

function Offer({ offered, kind, name, primary, place, here, onOpen }: OfferProps): ReactElement {
  const shield = kind?.scope === 'machine';
  const managed = offered.managed === true;
  return (
    <>
      <Button
        data-offer={managed ? undefined : place}
        className="offer-button"
        appearance={primary && !managed ? 'primary' : 'secondary'}
        {...(shield ? { icon: <Shield16Regular /> } : {})}
        disabledFocusable={managed}
        onClick={onOpen}
      >
        <span>
          {here ? name : text('fix.screen.offer.show', { action: name })}
          {shield && <span className="for-reader"> ({text('fix.screen.offer.administrator')})</span>}
        </span>
      </Button>
      {managed && (
        <p className="small">
          {text('fix.screen.offer.managed')}{' '}
          <button type="button" className="link-button" data-offer={place} onClick={onOpen}>
            {text('fix.screen.offer.managed-show')}
          </button>
        </p>
      )}
    </>
  );
}

/** Parameters that name something by a number, for which main knows the name. */
const numbered: readonly string[] = ['adapter', 'network', 'session'];

/** What the things are called that the offers name, offer by offer; nothing until that is known. */
function useCalled(
  { id, side, fixes }: Finding,
  { of, runId }: FixSource
): readonly Readonly<Record<string, string>>[] {
  const [called, setCalled] = useState<readonly Readonly<Record<string, string>>[]>([]);
  const needed = fixes.some(({ params }) => Object.keys(params).some((name) => numbered.includes(name)));
  useEffect(() => {
    if (!needed) return undefined;
    let isWanted = true;
    void calledOf(of, runId, id, side).then((names) => {
      if (isWanted) setCalled(names);
    });
    return () => {
      isWanted = false;
    };
  }, [needed, of, runId, id, side, fixes]);
  return called;
}

const longestParam = 60;

/** Two offers of one fix are told apart by what they are for. */
function nameOf(
  offered: Offered,
  all: readonly Offered[],
  kind: FixKind | null,
  called: Readonly<Record<string, string>>
): string {
  const action = fixAction({
    kind: { id: offered.id, expiresInSeconds: kind?.expiresInSeconds ?? null },
    params: offered.params,
    called
  });
  const alike = all.filter(({ id }) => id === offered.id).length > 1;
  const values = Object.entries(offered.params)
    .map(([name, value]) => called[name] ?? clip(clean(value), longestParam))
    .filter((value) => !action.includes(value));
  return alike && values.length > 0 ? `${action} (${values.join(', ')})` : action;
}
