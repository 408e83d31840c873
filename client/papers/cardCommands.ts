/** The commands that links in hover cards may run; each is harmless with any arguments, what `changeName` writes can be taken back at
 * once, and `useKey` only does what a quick fix offers. */
export const cardCommands: readonly string[] = [
	'lectern.changeName',
	'lectern.copyBibtex',
	'lectern.copyKey',
	'lectern.findReferences',
	'lectern.openInZotero',
	'lectern.openNote',
	'lectern.openPdf',
	'lectern.readPaper',
	'lectern.useKey',
];
