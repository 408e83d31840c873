import type { PdfFile } from './file.js';
import { fromCode, textOfCode, textOfGlyph } from './glyphs.js';
import { type Dictionary, latin1, Name, Scanner, Stream, Word } from './objects.js';

/** A character on a page. */
export interface Glyph {
	/** `\ufffd` where the font does not say what it is. */
	readonly text: string;
	/** In the font's own units, a thousand to its size. */
	readonly width: number;
	/** Whether it is the byte 32, which the distance between words widens. */
	readonly isBlank: boolean;
}

/** What turns the strings of a page into characters. */
export type Font = (bytes: string) => readonly Glyph[];

const unknown = '\ufffd';

/** So many codes of one font are mapped. */
const mostCodes = 70_000;

/** A font of a page; one that makes nothing of what is written in it where it is no font. */
export function fontOf(file: PdfFile, dictionary: Dictionary): Font {
	const mapped = mappingOf(file, dictionary);
	return file.name(dictionary.get('Subtype')) === 'Type0' ? composite(file, dictionary, mapped) : simple(file, dictionary, mapped);
}

/** A font with two bytes for each character (ISO 32000-1, 9.7). */
function composite(file: PdfFile, dictionary: Dictionary, mapped: ReadonlyMap<number, string>): Font {
	const [first] = file.list(dictionary.get('DescendantFonts'));
	const descendant = file.dictionary(first);
	const usual = file.number(descendant.get('DW'), 1000);
	const widths = new Map<number, number>();
	const given = file.list(descendant.get('W'));
	for (let i = 0; i < given.length && widths.size < mostCodes; ) {
		const from = file.number(given[i]);
		const next = file.get(given[i + 1]);
		if (Array.isArray(next)) {
			for (const [index, width] of next.entries()) widths.set(from + index, file.number(width));
			i += 2;
			continue;
		}
		const to = Math.min(file.number(next), from + mostCodes);
		for (let code = from; code <= to && widths.size < mostCodes; code++) widths.set(code, file.number(given[i + 2]));
		i += 3;
	}
	const isUnicode = /UCS2|UTF16/.test(file.name(dictionary.get('Encoding')));
	return (bytes) => {
		const glyphs: Glyph[] = [];
		for (let i = 0; i + 1 < bytes.length; i += 2) {
			const code = bytes.charCodeAt(i) * 256 + bytes.charCodeAt(i + 1);
			const text = mapped.get(code) ?? (isUnicode ? fromCode(code) : undefined) ?? unknown;
			glyphs.push({ text, width: widths.get(code) ?? usual, isBlank: false });
		}
		return glyphs;
	};
}

/** A font with one byte for each character (9.6). */
function simple(file: PdfFile, dictionary: Dictionary, mapped: ReadonlyMap<number, string>): Font {
	const encoding = file.get(dictionary.get('Encoding'));
	const descriptor = file.dictionary(dictionary.get('FontDescriptor'));
	const detail = encoding instanceof Map ? (encoding as Dictionary) : new Map();
	const isBuiltIn = encoding === undefined || (encoding instanceof Map && !detail.has('BaseEncoding'));
	const base = encoding instanceof Name ? encoding.name : file.name(detail.get('BaseEncoding'));
	const names = new Map<number, string>(isBuiltIn ? builtInNames(file, descriptor) : []);
	let code = 0;
	for (const each of file.list(detail.get('Differences'))) {
		const value = file.get(each);
		if (typeof value === 'number') code = value;
		else if (value instanceof Name) names.set(code++, value.name);
	}
	const isType3 = file.name(dictionary.get('Subtype')) === 'Type3';
	// Fonts that are not in the file have the standard characters; those that are, and say nothing, are TeX's.
	const isEmbedded = isType3 || ['FontFile', 'FontFile2', 'FontFile3'].some((name) => descriptor.has(name));
	const fallback = base !== '' ? base : isEmbedded ? '' : 'StandardEncoding';
	const scale = isType3 ? file.number(file.list(dictionary.get('FontMatrix'))[0], 0.001) * 1000 : 1;
	const firstCode = file.number(dictionary.get('FirstChar'));
	const widths = file.list(dictionary.get('Widths')).map((width) => file.number(width) * scale);
	const usual = file.number(descriptor.get('MissingWidth'), widths.length > 0 ? 0 : 500);
	const glyphs = Array.from({ length: 256 }, (_, each): Glyph => {
		const name = names.get(each);
		const text =
			mapped.get(each) ?? (name === undefined ? undefined : textOfGlyph(name)) ?? textOfCode(codeIn(name) ?? each, fallback) ?? unknown;
		return { text: name === '.notdef' ? '' : text, width: widths[each - firstCode] ?? usual, isBlank: each === 32 };
	});
	return (bytes) => Array.from(bytes, (byte) => glyphs[byte.charCodeAt(0) & 255]!);
}

/** The code in the name of a glyph that is a picture: `a65`, `c102`. */
function codeIn(name: string | undefined): number | undefined {
	const [, digits] = /^[A-Za-z]{1,2}(\d{1,3})$/.exec(name ?? '') ?? [];
	const code = Number(digits);
	return code > 0 && code < 256 ? code : undefined;
}

/** The names that a Type 1 font in the file gives its codes; they are in its readable part: `dup 27 /ff put`. */
function builtInNames(file: PdfFile, descriptor: Dictionary): readonly (readonly [number, string])[] {
	const stream = file.get(descriptor.get('FontFile'));
	if (!(stream instanceof Stream)) return [];
	const head = latin1(file.unpack(stream).subarray(0, 60_000));
	return Array.from(
		head.matchAll(/\bdup\s{1,3}(\d{1,3})\s{0,3}\/([\w.]{1,60})\s{1,3}put\b/g),
		([, code, name]) => [Number(code), name!] as const,
	);
}

/** What the codes of a font mean in Unicode, as far as it says so itself (9.10.3). */
function mappingOf(file: PdfFile, dictionary: Dictionary): ReadonlyMap<number, string> {
	const mapped = new Map<number, string>();
	const stream = file.get(dictionary.get('ToUnicode'));
	if (!(stream instanceof Stream)) return mapped;
	const scanner = new Scanner(file.unpack(stream));
	let values: unknown[] = [];
	while (!scanner.isAtEnd && mapped.size < mostCodes) {
		const value = scanner.next();
		if (!(value instanceof Word)) {
			values.push(value);
			continue;
		}
		if (value.word === 'endbfchar') {
			for (let i = 0; i + 1 < values.length; i += 2) {
				const [code, text] = [values[i], values[i + 1]];
				if (typeof code === 'string' && typeof text === 'string') mapped.set(numberIn(code), unicodeIn(text));
			}
		} else if (value.word === 'endbfrange')
			for (let i = 0; i + 2 < values.length; i += 3) mapRange(mapped, values[i], values[i + 1], values[i + 2]);
		values = [];
	}
	return mapped;
}

function mapRange(mapped: Map<number, string>, from: unknown, to: unknown, target: unknown): void {
	if (typeof from !== 'string' || typeof to !== 'string') return;
	const first = numberIn(from);
	const last = Math.min(numberIn(to), first + 0xffff);
	for (let code = first; code <= last && mapped.size < mostCodes; code++) {
		const each: unknown = Array.isArray(target) ? target[code - first] : target;
		if (typeof each !== 'string') continue;
		const text = unicodeIn(each);
		const end = text.codePointAt(text.length - 1) ?? 0;
		mapped.set(code, Array.isArray(target) ? text : text.slice(0, -1) + (fromCode(end + code - first) ?? ''));
	}
}

const numberIn = (bytes: string): number => Array.from(bytes.slice(0, 4)).reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);

/** UTF-16, the greater byte first. */
const unicodeIn = (bytes: string): string =>
	bytes.length === 1
		? bytes
		: Array.from({ length: bytes.length >> 1 }, (_, i) => String.fromCharCode(bytes.charCodeAt(2 * i) * 256 + bytes.charCodeAt(2 * i + 1)))
				.join('')
				.replaceAll('\0', '');
