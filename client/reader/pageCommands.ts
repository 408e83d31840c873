/** The reader's commands that a button or key on the page may run. */
export const pageCommands = [
	'back',
	'cite',
	'compare',
	'copyBibtex',
	'copyKey',
	'exportForPrinting',
	'find',
	'follow',
	'forward',
	'newSummary',
	'next',
	'openInZotero',
	'openNote',
	'openPdf',
	'previous',
	'readPaper',
	'showStatus',
	'toggleRead',
	'toggleStar',
] as const;
export type PageCommand = (typeof pageCommands)[number];
