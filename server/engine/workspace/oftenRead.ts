import type { FileSystem } from '../base/files.js';
import { localizable } from '../base/localizableMessage.js';

/** A file is read by so many names that lead to it, and by so many as it has this many bytes with together. */
const mostNames = 300;
const mostBytes = 16 << 20;

/** Why a file is not read by a name. */
export const isReadOften = localizable('So many links lead to the same file that it is not read by this one.');

/** By how many names each file is read. */
export class OftenRead {
	readonly #names = new Map<string, number>();

	/** Counts one more name of a file. Whether it is one too many. */
	isOneTooMany(identity: string, size: number): boolean {
		const names = this.#names.get(identity) ?? 0;
		this.#names.set(identity, names + 1);
		return names >= mostNames || (names > 0 && names * size >= mostBytes);
	}

	/** The same for a file that something names, which then is noted as skipped where it is not read yet. */
	async skips(uri: string, files: Pick<FileSystem, 'stat' | 'skipped'>, isRead = false): Promise<boolean> {
		// What cannot be asked about is noted by who reads it.
		const found = await files.stat(uri).catch(() => undefined);
		if (found?.identity === undefined || !this.isOneTooMany(found.identity, found.size)) return false;
		if (!isRead) files.skipped?.add(uri, isReadOften);
		return true;
	}
}
