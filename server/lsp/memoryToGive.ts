import type { Platform } from './platform.js';

/** So often work in idle times may be left unfinished before memory is given back all the same. */
const mostUnfinished = 3;

/**
 * Gives memory back after the folders have been read, and after the first work in idle times, also where all came from the caches: entering names and
 * preparing lists leaves as much behind as reading. After that, where there was much to save, and where libraries change so often that this work never ends.
 */
export class MemoryToGive {
	#hasRead = false;
	#hasSaved = false;
	#unfinished = 0;

	constructor(private readonly collect: Platform['collectGarbage']) {}

	/** Work in idle times begins, since something was read. */
	wasRead(): void {
		if (!this.#hasRead) this.collect?.(false);
		else if (++this.#unfinished > mostUnfinished) {
			this.collect?.(true);
			this.#unfinished = 0;
		}
		this.#hasRead = true;
	}

	/** That work has come to its end. */
	wasSaved(isMuch: boolean): void {
		this.#unfinished = 0;
		if (isMuch || !this.#hasSaved) this.collect?.(true);
		this.#hasSaved = true;
	}
}
