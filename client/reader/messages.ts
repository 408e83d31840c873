// What the reader's panel and its page say to each other. Both sides check what they get: the page shows texts from files.

/** From the panel to the page. */
export type ToPage = { readonly type: 'show'; readonly html: string };

/** From the page to the panel. */
export type ToPanel = { readonly type: 'open'; readonly key: string } | { readonly type: 'newSummary' };

/** The message, if it is one that a page may send. */
export function readMessage(message: unknown): ToPanel | undefined {
	if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
	if (message.type === 'newSummary') return { type: 'newSummary' };
	if (message.type === 'open' && 'key' in message && typeof message.key === 'string' && message.key.length < 500)
		return { type: 'open', key: message.key };
	return undefined;
}
