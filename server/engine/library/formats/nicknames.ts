/** The most words of a short title that is a nickname. */
const mostWords = 3;

/** The nicknames of a field that lists them, separated by commas, semicolons or "and". */
export const listedNames = (text: string): readonly string[] =>
	text
		.split(/[,;]|\sand\s/)
		.map((name) => name.trim())
		.filter((name) => name !== '');

/** Whether a short title is that of the book that a work with another title is in: reference managers take it from there, too. */
export function isOfBook(shortTitle: string, title: string, book = ''): boolean {
	const short = lettersOf(shortTitle);
	return short !== '' && lettersOf(book).startsWith(short) && !lettersOf(title).startsWith(short);
}

/**
 * The nickname that a short title is; none where it only shortens the title, as reference managers fill the field. "ResNet" is none of the
 * words of "Deep Residual Learning for Image Recognition", so somebody wrote it on purpose.
 */
export function nicknameOf(shortTitle: string, title: string): readonly string[] {
	const short = shortTitle.trim();
	if (short === '' || short.split(/\s+/).length > mostWords) return [];
	return lettersOf(title).includes(lettersOf(short)) ? [] : [short];
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
