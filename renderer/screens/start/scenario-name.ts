import { defaultPort } from '../../../shared/model/target';
import { hasText, text } from '../../../shared/text';

const sentence = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);

/** A scenario is named after the finding it shows, and has that finding's title; the others have a text of their own. */
export function scenarioName(id: string): string {
  for (const key of [`app.start.demo.scenario.${id}`, `finding.${id}.title`]) {
    if (hasText(key))
      return sentence(text(key, { host: text('app.start.code.some-host'), port: defaultPort }));
  }
  return id;
}
