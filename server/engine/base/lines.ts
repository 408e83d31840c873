/**
 * Finds where lines begin, for offsets that are asked about in ascending order. Looking back for each of them takes quadratic time in a text that is
 * one line; here each line end is looked for once. An offset before the last one is found as well, from the beginning of the text.
 */
export class LineStarts {
	#start = 0;
	#end: number;

	constructor(private readonly text: string) {
		this.#end = text.indexOf('\n');
	}

	/** Where the line of an offset begins: behind the last line feed before it. UTF-16 offsets. */
	of(offset: number): number {
		if (offset < this.#start) {
			this.#start = 0;
			this.#end = this.text.indexOf('\n');
		}
		for (; this.#end >= 0 && this.#end < offset; this.#end = this.text.indexOf('\n', this.#start)) this.#start = this.#end + 1;
		return this.#start;
	}
}
