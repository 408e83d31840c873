import { type Decrypt, decryptionOf } from './crypt.js';
import { unfiltered } from './filters.js';
import { type Dictionary, isBlank, latin1, Name, PdfError, Reference, Scanner, Stream, type Value, Word } from './objects.js';

/** All streams together may be unpacked to so many bytes. */
const mostUnpacked = 128 << 20;

/** So many objects are known of one file. */
const mostObjects = 2_000_000;

/** Where an object is: at an offset of the file, or within a stream of objects. */
type Place = { readonly offset: number } | { readonly within: number };

/** The objects of a PDF file, read where they are asked for. Throws a `PdfError` where the file has no pages to be read. */
export class PdfFile {
	readonly #bytes: Uint8Array;
	readonly #places = new Map<number, Place>();
	readonly #known = new Map<number, Value>();
	readonly #packed = new Map<number, ReadonlyMap<number, Value>>();
	readonly #loading = new Set<number>();
	#decrypt: Decrypt | undefined;
	#unpacked = 0;
	#trailer: Dictionary = new Map();

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
		if (latin1(bytes, 0, 1024).indexOf('%PDF-') < 0) throw new PdfError('damaged', 'It is no PDF.');
		const isRead = this.#readTables();
		if (isRead) this.#unlock();
		if (!isRead || !this.#hasPages) this.#readWhole();
		if (!this.#hasPages) throw new PdfError('damaged', 'It has no pages.');
	}

	/** A value itself, where it is a reference to one; nothing where there is no such object. */
	get(value: Value): Value {
		for (let steps = 0; value instanceof Reference; steps++) {
			if (steps > 30) return undefined;
			value = this.#object(value.number);
		}
		return value;
	}

	dictionary(value: Value): Dictionary {
		const found = this.get(value);
		return found instanceof Map ? (found as Dictionary) : found instanceof Stream ? found.dictionary : new Map();
	}

	list(value: Value): readonly Value[] {
		const found = this.get(value);
		return Array.isArray(found) ? (found as readonly Value[]) : [];
	}

	/** A number, or `otherwise`. */
	number(value: Value, otherwise = 0): number {
		const found = this.get(value);
		return typeof found === 'number' ? found : otherwise;
	}

	/** A name without its slash; empty for anything else. */
	name(value: Value): string {
		const found = this.get(value);
		return found instanceof Name ? found.name : '';
	}

	get catalog(): Dictionary {
		return this.dictionary(this.#trailer.get('Root'));
	}

	/** What the file says about itself. Its texts are of no use where the file is encrypted, and left out. */
	get information(): Dictionary {
		return this.#decrypt ? new Map() : this.dictionary(this.#trailer.get('Info'));
	}

	get #hasPages(): boolean {
		return this.dictionary(this.catalog.get('Pages')).size > 0;
	}

	/** The bytes of a stream without its filters; none where one is a picture's. Throws where they are too many. */
	unpack({ dictionary, start, number }: Stream): Uint8Array {
		let bytes: Uint8Array | undefined = this.#bytes.subarray(start, this.#endOf(dictionary, start));
		const filters = this.get(dictionary.get('Filter') ?? dictionary.get('F'));
		const names = (filters instanceof Name ? [filters] : this.list(filters)).map((each) => this.name(each));
		const given = this.get(dictionary.get('DecodeParms') ?? dictionary.get('DP'));
		if (this.#decrypt && this.name(dictionary.get('Type')) !== 'XRef' && !names.includes('Crypt')) bytes = this.#decrypt(bytes, number);
		for (const [index, name] of names.slice(0, 8).entries()) {
			if (name === 'Crypt') continue;
			const parameters = this.dictionary(Array.isArray(given) ? given[index] : given);
			bytes = unfiltered(bytes, name, (parameter, otherwise) => this.number(parameters.get(parameter), otherwise));
			if (!bytes) return new Uint8Array();
			this.#unpacked += bytes.length;
			if (this.#unpacked > mostUnpacked) throw new PdfError('too-large', 'Its parts are too long.');
		}
		return bytes;
	}

	/** Where a stream ends: as its length says, if that is true, else before the next `endstream`. */
	#endOf(dictionary: Dictionary, start: number): number {
		const length = this.number(dictionary.get('Length'), -1);
		const end = start + length;
		if (length >= 0 && end <= this.#bytes.length) {
			let next = end;
			while (next < end + 3 && isBlank(this.#bytes[next])) next++;
			if (latin1(this.#bytes, next, next + 9) === 'endstream') return end;
		}
		const found = this.#buffer.indexOf('endstream', start, 'latin1');
		return found < 0 ? this.#bytes.length : found;
	}

	get #buffer(): Buffer {
		return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
	}

	#object(number: number): Value {
		if (this.#known.has(number)) return this.#known.get(number);
		const place = this.#places.get(number);
		// An object that is needed to read itself is none.
		if (!place || this.#loading.has(number)) return undefined;
		this.#loading.add(number);
		const value = 'offset' in place ? this.#objectAt(place.offset, number) : this.#packedIn(place.within).get(number);
		this.#loading.delete(number);
		this.#known.set(number, value);
		return value;
	}

	/** The object whose `12 0 obj` is at an offset; nothing where another one is there, or none. */
	#objectAt(offset: number, expected?: number): Value {
		const scanner = new Scanner(this.#bytes, offset);
		const number = scanner.next();
		const generation = scanner.next();
		const word = scanner.next();
		if (typeof number !== 'number' || typeof generation !== 'number' || !(word instanceof Word) || word.word !== 'obj') return undefined;
		if (expected !== undefined && number !== expected) return undefined;
		const value = scanner.next();
		const behind = scanner.offset;
		const next = scanner.next();
		// `7 0 R`: an object that is nothing but a reference.
		if (typeof value === 'number' && typeof next === 'number') {
			const last = scanner.next();
			return last instanceof Word && last.word === 'R' ? new Reference(value) : value;
		}
		if (!(value instanceof Map) || !(next instanceof Word) || next.word !== 'stream') return value;
		let start = this.#buffer.indexOf('stream', behind, 'latin1') + 6;
		if (this.#bytes[start] === 13) start++;
		if (this.#bytes[start] === 10) start++;
		return new Stream(value as Dictionary, start, number);
	}

	/** The objects of a stream of objects (7.5.7). */
	#packedIn(number: number): ReadonlyMap<number, Value> {
		const known = this.#packed.get(number);
		if (known) return known;
		const objects = new Map<number, Value>();
		this.#packed.set(number, objects);
		const stream = this.#object(number);
		if (!(stream instanceof Stream)) return objects;
		const bytes = this.unpack(stream);
		const first = this.number(stream.dictionary.get('First'));
		const head = new Scanner(bytes.subarray(0, first));
		while (!head.isAtEnd && objects.size < mostObjects) {
			const own = head.next();
			const offset = head.next();
			if (typeof own !== 'number' || typeof offset !== 'number' || offset < 0) break;
			objects.set(own, new Scanner(bytes, first + offset).next());
		}
		return objects;
	}

	/** Reads the tables of objects from the end of the file on, newest first (7.5.4, 7.5.8). Whether there are such. */
	#readTables(): boolean {
		const tail = Math.max(0, this.#bytes.length - 2048);
		const found = latin1(this.#bytes, tail).lastIndexOf('startxref');
		if (found < 0) return false;
		const waiting = [this.#offsetAt(tail + found + 9)];
		const seen = new Set<number>();
		for (let offset = waiting.shift(); offset !== undefined; offset = waiting.shift()) {
			if (offset < 0 || offset >= this.#bytes.length || seen.has(offset) || seen.size > 5000) continue;
			seen.add(offset);
			const trailer = this.#readTable(offset);
			if (!trailer) return false;
			if (this.#trailer.size === 0) this.#trailer = trailer;
			for (const name of ['XRefStm', 'Prev']) {
				const next = trailer.get(name);
				if (typeof next === 'number') waiting.push(next);
			}
		}
		return this.#trailer.size > 0;
	}

	#offsetAt(offset: number): number {
		const value = new Scanner(this.#bytes, offset).next();
		return typeof value === 'number' ? value : -1;
	}

	#readTable(offset: number): Dictionary | undefined {
		const scanner = new Scanner(this.#bytes, offset);
		const word = scanner.next();
		if (!(word instanceof Word) || word.word !== 'xref') {
			const stream = this.#objectAt(offset);
			return stream instanceof Stream ? this.#readTableStream(stream) : undefined;
		}
		for (let first = scanner.next(); typeof first === 'number'; first = scanner.next()) {
			const count = scanner.next();
			if (typeof count !== 'number') return undefined;
			for (let i = 0; i < count && !scanner.isAtEnd; i++) {
				const at = scanner.next();
				scanner.next();
				const use = scanner.next();
				if (typeof at !== 'number' || !(use instanceof Word)) return undefined;
				if (use.word === 'n') this.#place(first + i, { offset: at });
			}
		}
		const trailer = scanner.next();
		return trailer instanceof Map ? (trailer as Dictionary) : undefined;
	}

	#readTableStream(stream: Stream): Dictionary {
		const { dictionary } = stream;
		const bytes = this.unpack(stream);
		const widths = this.list(dictionary.get('W')).map((each) => Math.min(8, Math.max(0, this.number(each))));
		const [a = 0, b = 0, c = 0] = widths;
		const ranges = this.list(dictionary.get('Index')).map((each) => this.number(each));
		if (ranges.length === 0) ranges.push(0, this.number(dictionary.get('Size')));
		let at = 0;
		const read = (width: number): number => {
			let value = 0;
			for (let i = 0; i < width; i++) value = value * 256 + (bytes[at++] ?? 0);
			return value;
		};
		for (let i = 0; i + 1 < ranges.length; i += 2)
			for (let n = 0; n < ranges[i + 1]! && at < bytes.length && a + b + c > 0; n++) {
				const kind = a === 0 ? 1 : read(a);
				const second = read(b);
				read(c);
				if (kind === 1) this.#place(ranges[i]! + n, { offset: second });
				else if (kind === 2) this.#place(ranges[i]! + n, { within: second });
			}
		return dictionary;
	}

	/** Makes encrypted streams readable; throws where that needs a password. */
	#unlock(): void {
		const encryption = this.get(this.#trailer.get('Encrypt'));
		if (!(encryption instanceof Map)) return;
		const [id] = this.list(this.#trailer.get('ID'));
		this.#decrypt = decryptionOf(encryption as Dictionary, id, (value) => this.get(value));
	}

	/** Tables are read newest first: what is known already is newer. */
	#place(number: number, place: Place): void {
		if (!this.#places.has(number) && this.#places.size < mostObjects) this.#places.set(number, place);
	}

	/** Finds the objects of a file whose tables are wrong or lost: the last object of each number counts. */
	#readWhole(): void {
		this.#places.clear();
		this.#known.clear();
		this.#packed.clear();
		const buffer = this.#buffer;
		const trailers: Dictionary[] = [];
		const packs: number[] = [];
		let end = 0;
		for (let at = buffer.indexOf('obj'); at >= 0 && this.#places.size < mostObjects; at = buffer.indexOf('obj', Math.max(at + 3, end))) {
			const start = this.#startOfObject(at);
			if (start === undefined || start < end) continue;
			const number = this.#offsetAt(start);
			this.#places.set(number, { offset: start });
			const value = this.#objectAt(start);
			if (value instanceof Stream) {
				// What is within a stream is none of the file's own objects.
				end = this.#endOfWhole(value);
				const type = this.name(value.dictionary.get('Type'));
				if (type === 'ObjStm') packs.push(number);
				if (type === 'XRef') trailers.push(value.dictionary);
			} else if (this.#isCatalog(value)) trailers.push(new Map([['Root', new Reference(number)]]));
		}
		for (let at = buffer.indexOf('trailer'); at >= 0 && trailers.length < 10_000; at = buffer.indexOf('trailer', at + 7)) {
			const value = new Scanner(this.#bytes, at + 7).next();
			if (value instanceof Map) trailers.push(value as Dictionary);
		}
		const rooted = trailers.filter((each) => each.has('Root'));
		this.#trailer = rooted.filter((each) => each.has('Encrypt')).at(-1) ?? rooted.at(-1) ?? new Map();
		this.#unlock();
		for (const pack of packs) this.#takePack(pack);
		this.#known.clear();
	}

	/** The objects of a stream of objects are the file's own. */
	#takePack(pack: number): void {
		for (const [number, value] of this.#packedIn(pack)) {
			this.#places.set(number, { within: pack });
			if (this.#isCatalog(value) && !this.#trailer.has('Root'))
				this.#trailer = new Map([...this.#trailer, ['Root', new Reference(number)]]);
		}
	}

	#isCatalog = (value: Value): boolean => value instanceof Map && this.name(value.get('Type')) === 'Catalog';

	/** The end of a stream in a file whose objects are not known: its length may be one of them. */
	#endOfWhole({ dictionary, start }: Stream): number {
		const length = dictionary.get('Length');
		const known = typeof length === 'number' ? start + length : -1;
		const isTrue = known > 0 && latin1(this.#bytes, known, known + 12).includes('endstream');
		return isTrue ? known : Math.max(start, this.#buffer.indexOf('endstream', start));
	}

	/** Where `12 0 obj` begins whose last word is at an offset; nothing where no numbers are before it. */
	#startOfObject(word: number): number | undefined {
		let at = word - 1;
		const skip = (isOne: (code: number) => boolean, most: number): boolean => {
			const before = at;
			while (at >= 0 && before - at < most && isOne(this.#bytes[at]!)) at--;
			return at < before;
		};
		const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
		const isWhole = skip(isBlank, 20) && skip(isDigit, 5) && skip(isBlank, 20) && skip(isDigit, 10);
		return isWhole ? at + 1 : undefined;
	}
}
