/** The channel of a call or event. In a file of its own, so that the preload gets it without the schemas. */
export const channel = (group: string, name: string): string => `reconnect:${group}.${name}`;
