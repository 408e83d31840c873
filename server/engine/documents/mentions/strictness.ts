import { textOfUnits } from '../../base/append.js';
import { isCommonAbbreviation, isOrdinary, isTying } from './ordinaryWords.js';
import { blank, hasAccents, hyphen, type Spelling, spellingOf } from './spelling.js';

/** What kind of name it is. */
export const nickname = 0;
export const title = 1;
/** A title up to its colon. */
export const shortTitle = 2;
/** A nickname that the record does not state itself. */
export const otherName = 3;
/** The same, only with its own capitals. */
export const otherNameAsWritten = 4;
/** The same, and only with evidence. */
export const otherNameEvident = 5;
/** The same, of several words in small letters. */
export const otherPhrase = 6;
/** A word of a key that has no capitals of its own. */
export const keyWord = 7;
/** A title of a web page: mostly what the page is about. */
export const looseTitle = 8;
/** A program's title up to its colon: programs tell names by their capitals. */
export const programName = 9;
/** A word within a title that has the shape of a name: `TrueNorth`. */
export const titleWord = 10;
/** The part of a title before the colon, where what follows says that the work is about it: "Rust: The programming language …". */
export const subjectTitle = 11;
/** A book's title up to its colon: mostly what the book is about. */
export const bookTitle = 12;
/** A title of several words with capitals that a program or web page has, and its citation key too: `cloudrun2024`. */
export const keyTitle = 13;
/** A program's citation key, or a title of its that is a word like any other: right beside the citation it is the program's name. */
export const nameBeside = 14;

/** Which capitals a text must have in one word of a name. */
type Casing =
	| 'any'
	| 'initial'
	/** A capital after the first letter. */
	| 'inner'
	| 'exact'
	/** Those of the name, but for the first letter: reference managers give titles a capital that the program does not have. */
	| 'program';

/** What a text must do with the whole name, in addition to its words. */
type Manner =
	/** Never: it is an ordinary word. */
	| 'never'
	/** In any spelling, but only right beside its citation. */
	| 'beside'
	/** With a capital at its start, within a sentence; elsewhere with evidence. */
	| 'within'
	/** With a capital at its start, and only with evidence. */
	| 'evident'
	/** With a capital after its first letter; with evidence, a capital at its start is enough. */
	| 'inner'
	/** In any spelling. */
	| 'anyhow'
	/** With a capital at its start. */
	| 'capital'
	/** With a capital on each word but those that tie. */
	| 'titleCase'
	/** The same, wherever it is: a capital at its start is not enough within a sentence. */
	| 'capitals'
	/** The same, and in quotes or emphasis. */
	| 'quoted'
	/** The same, and in quotes, alone in a table's cell or as a label: emphasis may only be on a term. */
	| 'setOff';

/** Whether a name is a title or the beginning of one. */
export const isTitleKind = (kind: number): boolean =>
	kind === title || kind === shortTitle || kind === looseTitle || kind === subjectTitle || kind === bookTitle || kind === keyTitle;

/** How strictly a name must be spelled. docs/mentions.md describes the rules. */
export interface Strictness {
	readonly manner: Manner;
	/** Per word, from a first letter on. */
	readonly words: readonly { readonly from: number; readonly casing: Casing; readonly ties: boolean }[];
	/** Whether a name of one word may be split by a blank: `V Net`. */
	readonly mayPart: boolean;
	/** Whether commas, colons and brackets may be added or left out: in longer titles only. */
	readonly isLong: boolean;
	readonly spelling: Spelling;
	/** Whether other capitals than its own may be those of the name right beside its citation. A word of a key may be a person, and a name that the record does not state is one as it is. */
	readonly mayBeBeside: boolean;
	/** Whether it has accents, or letters that are no Latin ones. */
	readonly hasAccents: boolean;
}

interface Shape {
	readonly folded: string;
	readonly from: number;
	readonly capitals: number;
	readonly length: number;
	readonly hasDigit: boolean;
	readonly startsCapital: boolean;
	/** Words joined by hyphens, whose capitals are at their starts. */
	readonly isHyphenated: boolean;
	/** The parts between hyphens. */
	readonly parts: readonly string[];
}

/** Returns how strictly a name must be spelled. */
export function strictnessOf(written: string, kind: number): Strictness {
	const spelling = spellingOf(written);
	const shapes = shapesOf(spelling);
	const isTitle = isTitleKind(kind);
	const isOther = kind >= otherName && kind <= otherPhrase;
	const isLong = isTitle && shapes.length >= 4;
	const mayPart =
		kind !== programName &&
		kind !== nameBeside &&
		(shapes.length > 1 || (!shapes[0]?.parts.every(isOrdinary) && shapes[0]?.parts[0] !== 'a' && shapes[0]?.parts[0] !== 'i'));
	const casings = shapes.map((shape) =>
		isLong
			? 'any'
			: kind === keyWord
				? 'inner'
				: kind === programName && shapes.length === 1 && isPlainProgram(shape)
					? 'program'
					: kind === programName ||
							kind === titleWord ||
							((kind === otherNameAsWritten || kind === otherNameEvident) && !isTying(shape.folded))
						? 'exact'
						: casingOf(shape, shapes.length === 1, isTitle),
	);
	const words = shapes.map(({ from, folded }, index) => ({ from, casing: casings[index]!, ties: isTying(folded) }));
	const manner =
		kind === nameBeside
			? 'beside'
			: isOther
				? mannerOfOther(shapes, kind)
				: shapes.length === 1
					? mannerOfOneWord(shapes[0]!, kind)
					: isTitle
						? mannerOfTitle(shapes, kind)
						: mannerOfNickname(shapes);
	// "Weave module", "Neural Doodle": ordinary words that only their capitals make a name.
	if (!isTitle && shapes.length === 2 && shapes.every(({ folded }) => isOrdinary(folded)))
		for (const [index, shape] of shapes.entries())
			if (shape.startsCapital && words[index]!.casing === 'any') words[index] = { ...words[index]!, casing: 'initial' };
	return {
		manner,
		words,
		mayPart,
		isLong,
		spelling,
		mayBeBeside: shapes.length === 1 && kind !== keyWord && !isOther,
		hasAccents: hasAccents(written),
	};
}

/** Shorter parts between hyphens make a name: `V-Net`. */
const shortestPart = 3;

function shapesOf({ count, letters, capitals, gaps }: Spelling): Shape[] {
	const shapes: Shape[] = [];
	for (let from = 0; from < count; ) {
		let to = from + 1;
		while (to < count && !(gaps[to]! > 0 && gaps[to]! & blank)) to++;
		const parts: string[] = [];
		let isHyphenated = true;
		for (let start = from; start < to; ) {
			let end = start + 1;
			while (end < to && !(gaps[end]! > 0 && gaps[end]! & hyphen)) end++;
			parts.push(textOfUnits(letters, start, end));
			isHyphenated &&= end - start >= shortestPart && !capitals.slice(start + 1, end).includes(1);
			start = end;
		}
		const folded = parts.join('');
		shapes.push({
			folded,
			from,
			capitals: capitals.slice(from, to).reduce((sum, each) => sum + each, 0),
			length: to - from,
			hasDigit: /\d/.test(folded),
			startsCapital: capitals[from] === 1,
			isHyphenated: isHyphenated && parts.length > 1,
			parts,
		});
		from = to;
	}
	return shapes;
}

/** Whether a program's name is no word of its own, so that its first letter may be small or not. */
const isPlainProgram = (shape: Shape): boolean => !isMarked(shape) && shape.length >= shortestProgram && !isOrdinary(shape.folded);

/** Shorter words may be ones of any language. */
const shortestProgram = 5;

/** Capitals elsewhere than at the start, or digits: what no ordinary word has. Those of "Head-Driven" are at the starts of words. */
const isMarked = ({ capitals, startsCapital, hasDigit, isHyphenated }: Shape): boolean =>
	hasDigit || (!isHyphenated && capitals > (startsCapital ? 1 : 0));

const isAllCapitals = ({ capitals, length, folded }: Shape): boolean =>
	capitals > 1 && capitals === length - folded.replace(/\D/g, '').length;

/** Whether a word is an abbreviation and what it tells the kind of: "MR-scanning". */
const isKindOfThing = ({ parts: [first, second, ...rest], capitals }: Shape): boolean =>
	first !== undefined && second !== undefined && rest.length === 0 && capitals === first.length && second.length >= 5;

/** Whether letters have vowels and consonants, and no more than two consonants beside each other. */
const isSpeakable = (folded: string): boolean => /[aeiouy]/.test(folded) && /[^aeiouy]/.test(folded) && !/[^aeiouy]{3}/.test(folded);

function casingOf(shape: Shape, isAlone: boolean, isTitle: boolean): Casing {
	const { folded, length, startsCapital, parts } = shape;
	if (isMarked(shape)) {
		if (length <= 3 || isOrdinary(folded) || isCommonAbbreviation(folded)) return 'exact';
		// What can be spoken might be a word: DANN, OHEM.
		if (isAllCapitals(shape) && !shape.hasDigit && /[aeiou]/.test(folded)) {
			if (length <= 5) return 'exact';
			// A title writes an ordinary word in capitals: "MODULAR: …".
			if (isTitle) return 'inner';
		} else if (length <= 5 && !shape.hasDigit && parts.length === 1 && isSpeakable(folded)) {
			// In small letters it might be a word of any language: NeAT, MoDA.
			return 'inner';
		}
		return 'any';
	}
	if (length === 1) return 'exact';
	if (!isAlone || parts.length > 1 || isTitle) return 'any';
	if (length <= 4) return 'exact';
	return startsCapital ? 'initial' : 'any';
}

function mannerOfOneWord(shape: Shape, kind: number): Manner {
	if (kind === titleWord) return isCommonAbbreviation(shape.folded) || isOrdinary(shape.folded) ? 'never' : 'evident';
	const manner = mannerOfWord(shape, kind === programName ? nickname : kind);
	// Capitals among small letters are those of a product; a page on "ISO" is about it.
	if ((kind === looseTitle || kind === bookTitle) && isMarked(shape) && !isAllCapitals(shape) && !isKindOfThing(shape)) return manner;
	// What a work is about is all of its title, or what its title speaks of.
	const isSubject = isTitleKind(kind) && kind !== shortTitle;
	return (isSubject || (kind === programName && !isMarked(shape))) && manner !== 'never' ? 'evident' : manner;
}

/** A name of one word. */
function mannerOfWord(shape: Shape, kind: number): Manner {
	const { folded, length, parts } = shape;
	if (length < 2 || isCommonAbbreviation(folded)) return 'never';
	if (length === 2 && (kind !== nickname || !isMarked(shape))) return 'never';
	if (isMarked(shape)) return /^\d+$/.test(folded) ? 'never' : 'anyhow';
	// A title's hyphen may only part a word: "Pro-blems?".
	if (parts.length > 1) return kind === nickname ? 'anyhow' : parts.every(isOrdinary) ? 'never' : 'inner';
	if (kind === nickname) return isOrdinary(folded) ? 'never' : 'anyhow';
	// No list has every word, so a title of one plain word cannot be distinguished from the word by its letters.
	if (length < 3 || isTying(folded)) return 'never';
	return isOrdinary(folded) ? 'evident' : 'inner';
}

/** A name that nobody gave on purpose here: where it is an ordinary word or a common abbreviation, it needs evidence. */
function mannerOfOther(shapes: readonly Shape[], kind: number): Manner {
	const [shape] = shapes;
	if (!shape || shapes.every(({ folded }) => isTying(folded) || /^\d+$/.test(folded))) return 'never';
	if (shapes.length === 1 && shape.length < 2) return 'never';
	if (shapes.length === 1 && kind === otherNameAsWritten && !isCommonAbbreviation(shape.folded)) {
		if (shape.hasDigit) return 'anyhow';
		if (shape.length > 2 && isOrdinary(shape.folded) && !isMarked(shape)) return shape.startsCapital ? 'within' : 'evident';
	}
	if (shapes.length === 1 && (shape.length < 3 || mannerOfWord(shape, nickname) === 'never')) return 'evident';
	return kind === otherNameEvident ? 'evident' : mannerOfNickname(shapes);
}

/** A nickname of several words was given on purpose; only if all it has is words that tie is it none. */
const mannerOfNickname = (shapes: readonly Shape[]): Manner => (shapes.every(({ folded }) => isTying(folded)) ? 'never' : 'anyhow');

/** Whether the letter of a release's number is that of its name, or of "version": "Qumen Q2", "Qumen V3". */
const isOwnLetter = (letter: string, name: string): boolean => letter === 'v' || letter === name[0];

/** Whether a name is that of a release: "Qumen 2", "Qumen 3 Ultra", "Qumen Q2". */
const isNumbered = ([name, number, ...rest]: readonly Shape[]): boolean =>
	name !== undefined &&
	number !== undefined &&
	rest.length < 2 &&
	(/^\d{1,2}$/.test(number.folded) || (/^\p{L}\d{1,2}$/u.test(number.folded) && isOwnLetter(number.folded[0]!, name.folded))) &&
	name.length >= 3 &&
	!isOrdinary(name.folded);

const mannerOfTitle = (shapes: readonly Shape[], kind: number): Manner =>
	kind === keyTitle || (isNumbered(shapes) && (kind === title || kind === shortTitle)) ? 'titleCase' : mannerOfPhrase(shapes, kind);

function mannerOfPhrase(shapes: readonly Shape[], kind: number): Manner {
	const content = shapes.filter(({ folded }) => !isTying(folded));
	const rare = content.filter(
		({ parts, folded }) => !/^\d+$/.test(folded) && !parts.every(isOrdinary) && !isOrdinary(folded) && !isCommonAbbreviation(folded),
	);
	if (content.length === 0) return 'never';
	if (content.length >= 5) return 'anyhow';
	if (kind === bookTitle) return 'quoted';
	if (kind === looseTitle || kind === subjectTitle) return 'setOff';
	if (rare.length > 0) {
		if (rare.some((shape) => isMarked(shape) && shape.length > 3)) return 'anyhow';
		// Before a colon is what the work is about, unless it has the shape of a name: "Active inference: …".
		if (kind === shortTitle && content.length <= 3) return 'quoted';
		// In small letters it is a phrase of its field, however rare its words: "homotopy type theory".
		return content.length >= 4 ? 'capital' : content.length >= 2 ? 'titleCase' : 'quoted';
	}
	const counted = content.length - (kind === shortTitle ? 1 : 0);
	// "Attention Is All You Need": few words that mean something, but no phrase of running text is capitalised so.
	if (counted < 3 && content.length >= 2 && shapes.length - (kind === shortTitle ? 1 : 0) >= (kind === shortTitle ? 3 : 4))
		return 'capitals';
	const steps: readonly Manner[] = ['quoted', 'quoted', 'quoted', 'titleCase', 'capital'];
	return steps[counted] ?? 'quoted';
}
