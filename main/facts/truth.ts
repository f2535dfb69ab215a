import { isKnown, known, notKnown, type Answer, type Fact, type NotKnown } from './fact';

/** Whether something holds, where parts of it may not be known: true, false, or why nobody can say. */
export type Truth = boolean | NotKnown;

const isUnknown = (truth: Truth): truth is NotKnown => typeof truth !== 'boolean';

/** All of them: one that fails decides it, whatever is not known of the others. */
export const every = (truths: readonly Truth[]): Truth =>
  !truths.includes(false) && (truths.find(isUnknown) ?? true);

/** At least one of them: one that holds decides it, whatever is not known of the others. */
export const some = (truths: readonly Truth[]): Truth =>
  truths.includes(true) || (truths.find(isUnknown) ?? false);

export const not = (truth: Truth): Truth => (isUnknown(truth) ? truth : !truth);

/** What is said of a fact, as far as the fact is known. */
export const holds = <T>(fact: Fact<T>, test: (value: T) => boolean): Truth =>
  isKnown(fact) ? test(fact.value) : fact;

export const asFact = (truth: Truth, path: string): Fact<boolean> =>
  isUnknown(truth) ? truth : known(truth, path);

/** What must be there to be understood: its absence tells nothing. */
export const present = <T>(answer: Answer<T>): Fact<T> => {
  if (!isKnown(answer)) return answer;
  return answer.value === null
    ? notKnown('failed', answer.path, 'absent')
    : { ...answer, value: answer.value };
};
