/** A 32-bit hash of a text's code units (FNV-1a), started from `seed` so that different kinds of text differ. */
export const hashOf = (text: string, seed = 0): number => finishedHash(hashedOn(startedHash(seed), text));

/** The same in parts: `finishedHash(hashedOn(hashedOn(startedHash(), 'a'), 'b'))` is `hashOf('ab')`. */
export const startedHash = (seed = 0): number => 0x811c9dc5 ^ seed;

export function hashedOn(before: number, text: string): number {
	let hash = before;
	for (let index = 0; index < text.length; index++) hash = hashedOnCode(hash, text.charCodeAt(index));
	return hash;
}

export const hashedOnCode = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

export const finishedHash = (hash: number): number => (hash ^ (hash >>> 15)) >>> 0;

/** A 32-bit hash of bytes, four at a time. */
export function hashOfBytes(bytes: Uint8Array, start = 0, end = bytes.length): number {
	let hash = 0x811c9dc5 ^ (end - start);
	let at = start;
	for (; at + 4 <= end; at += 4) {
		const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
		hash = Math.imul(hash ^ word, 0x9e3779b1);
		hash ^= hash >>> 15;
	}
	for (; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
	return (hash ^ (hash >>> 13)) >>> 0;
}

/** Goes on with a hash over bytes whose number is a multiple of four: parts in turn give what the whole gives. */
export function hashOfWords(bytes: Uint8Array, before: number): number {
	const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
	const words = new Uint32Array(whole.buffer, whole.byteOffset, whole.length >>> 2);
	let hash = before;
	for (let index = 0; index < words.length; index++) {
		hash = Math.imul(hash ^ words[index]!, 0x9e3779b1);
		hash ^= hash >>> 15;
	}
	return hash >>> 0;
}

/**
 * Which numbers go with a hash. Grows; numbers that are no longer wanted stay until the table is rebuilt. Different texts
 * may have one hash: the caller compares.
 */
export class HashTable {
	#hashes: Uint32Array;
	/** One more than the number; zero where the place is free. */
	#numbers: Uint32Array;
	/** The numbers with a hash beyond the first few: side by side in the table, each would be passed by to find the next. */
	#more = new Map<number, number[]>();
	/** How many places of the table are not free. */
	#taken = 0;

	constructor(expected = 1024) {
		let size = 1024;
		while (size < expected * 2) size *= 2;
		this.#hashes = new Uint32Array(size);
		this.#numbers = new Uint32Array(size);
	}

	add(hash: number, number: number): void {
		const more = this.#more.get(hash);
		if (more) {
			more.push(number);
			return;
		}
		if (this.#taken * 4 > this.#hashes.length * 3) this.#grow();
		if (this.#put(hash, number + 1)) this.#taken++;
		else this.#more.set(hash, [number]);
	}

	/** The numbers that were added with a hash. */
	numbersOf(hash: number): number[] {
		const numbers: number[] = [];
		this.each(hash, (number) => numbers.push(number));
		return numbers;
	}

	/** Visits the numbers that were added with a hash, oldest first while the table has not grown. */
	each(hash: number, visit: (number: number) => void): void {
		this.some(hash, (number) => {
			visit(number);
			return false;
		});
	}

	/** Visits them up to the first for which `isEnough` holds. Whether there was one. */
	some(hash: number, isEnough: (number: number) => boolean): boolean {
		const mask = this.#hashes.length - 1;
		for (let place = scattered(hash) & mask; this.#numbers[place] !== 0; place = (place + 1) & mask)
			if (this.#hashes[place] === hash && isEnough(this.#numbers[place]! - 1)) return true;
		return this.#more.get(hash)?.some(isEnough) ?? false;
	}

	/** Puts a number into the table; false where it has enough with this hash. */
	#put(hash: number, value: number): boolean {
		const mask = this.#hashes.length - 1;
		let place = scattered(hash) & mask;
		let same = 0;
		for (; this.#numbers[place] !== 0; place = (place + 1) & mask) if (this.#hashes[place] === hash && ++same === mostInTable) return false;
		this.#hashes[place] = hash;
		this.#numbers[place] = value;
		return true;
	}

	#grow(): void {
		const hashes = this.#hashes;
		const numbers = this.#numbers;
		this.#hashes = new Uint32Array(hashes.length * 2);
		this.#numbers = new Uint32Array(hashes.length * 2);
		for (let place = 0; place < hashes.length; place++) if (numbers[place] !== 0) this.#put(hashes[place]!, numbers[place]!);
	}
}

/** The most numbers with one hash that are in the table itself. */
const mostInTable = 16;

const scattered = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> 7;
