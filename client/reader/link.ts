/** The query of a link that opens the reader on a paper. */
export const queryFor = (key: string): string => `key=${encodeURIComponent(key)}`;

/**
 * The key in a link's query as VS Code hands it over, which is decoded already: a `+` or `&` is one of the key's own. VS Code itself may have
 * added its window.
 */
export const keyInQuery = (query: string): string | undefined => /^key=(.+?)(?:&windowId=\w*)?$/s.exec(query)?.[1];
