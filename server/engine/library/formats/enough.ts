import { type LocalizableMessage, localizable } from '../../base/localizableMessage.js';
import type { Problem } from './record.js';

/** A file with more mistakes is not meant to be a library, or not read as what it is: each is kept, and listed. */
export const mostMistakes = 100_000;

/** So many records are made of a file that is read as a whole: they take some 600 bytes each, and more than this is not searched for names. */
export const mostRecords = 1_000_000;

/** The problem at `start`, from where on a file is not read. */
export const unread = (start: number, message: LocalizableMessage): Problem => ({
	code: 'broken-entry',
	fault: 'unread-rest',
	message,
	span: { start, end: start },
	severity: 'error',
});

/** What a file with too many mistakes says where it ends to be read. */
export const tooManyMistakes = localizable('The file has more than {0} mistakes. From here on it is not read.', mostMistakes);

/** What a file with more entries than `most` says where it ends to be read. */
export const tooManyEntries = (most: number): LocalizableMessage =>
	localizable('Only the first {0} entries are read. From here on the file is not.', most);

/** Whether a file, of which this has been read, is not to be read from `start` on, which then is its last problem. */
export function isEnough(records: readonly unknown[], problems: Problem[], start: number): boolean {
	const message =
		problems.length >= mostMistakes ? tooManyMistakes : records.length >= mostRecords ? tooManyEntries(mostRecords) : undefined;
	if (message) problems.push(unread(start, message));
	return message !== undefined;
}
