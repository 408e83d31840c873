import { blank, hyphen, punctuation, type Spelling } from './spelling.js';
import type { Strictness } from './strictness.js';

/** What surrounds a name, and how it is written. */
export interface Surroundings {
	/** In quotes or emphasis, or alone in a cell of a table. */
	isQuoted(): boolean;
	/** In quotes, alone in a cell of a table, or the label of a list's item. */
	isInQuotes(): boolean;
	/** Within a sentence, not at its start. */
	isWithin(): boolean;
	/** Among other words that are in capitals throughout. */
	isShouted(): boolean;
	/** With accents, or letters that are no Latin ones. */
	hasAccents(): boolean;
	/** Where a citation may be right behind it, or behind a few words. */
	isBeforeCitation(): boolean;
}

/** How well a spelling in a text is a name: not at all, only where its paper is cited right beside it, with other evidence, or by itself. */
export type Fit = 'no' | 'beside' | 'evident' | 'yes';

/**
 * Returns whether a spelling in a text is the name, as strictly as that name must be spelled. `isPlural` if the text adds an "s", `isSingular` if
 * it lacks the name's own.
 */
export function fits(strictness: Strictness, met: Spelling, isPlural: boolean, isSingular: boolean, where: Surroundings): Fit {
	const { words, manner, mayPart, isLong, spelling: name } = strictness;
	const count = name.count - (isSingular ? 1 : 0);
	if (manner === 'never' || met.count - (isPlural ? 1 : 0) !== count) return 'no';
	for (let index = 0; index < count; index++) if (met.letters[index] !== name.letters[index]) return 'no';
	if (isPlural && !isPluralOf(name, met, count)) return 'no';
	if (!gapsFit(name, met, count, { mayPart, isLong, isOneWord: words.length === 1 })) return 'no';
	// "Réplica" is another word than "REPLica".
	if (words.length === 1 && !strictness.hasAccents && where.hasAccents()) return 'no';
	if (manner === 'beside' || !wordsFit(strictness, met, count, where)) return fitBeside(strictness, met, where);
	if (mannerFits(strictness, met, where)) return isOnlyShouted(strictness, met, where) ? 'evident' : 'yes';
	// A capital at the start sets a plain word apart from its ordinary uses; several words are a phrase in any spelling.
	const { casing } = words[0]!;
	if (words.length > 1 || met.capitals[0] === 1 || casing === 'exact' || casing === 'program') return 'evident';
	return fitBeside(strictness, met, where);
}

/** Whether a word with other capitals than the name's is the name right beside its citation. A word in small letters may be any: only a program is called so. */
function fitBeside({ mayBeBeside, manner, spelling: name }: Strictness, met: Spelling, where: Surroundings): Fit {
	if (!mayBeBeside) return 'no';
	const isMarked = hasInnerCapital(name, 0, name.count);
	const isCapital = met.capitals[0] === 1;
	// "can [@ratnasamy2001]" is not the "CAN" of a title.
	if (manner === 'beside' ? isMarked && name.capitals[0] === 1 && !isCapital : !isMarked && !isCapital) return 'no';
	return where.isBeforeCitation() ? 'beside' : 'no';
}

/** Whether the "s" after the `count` letters of a name is that of its plural. */
function isPluralOf(name: Spelling, met: Spelling, count: number): boolean {
	if (met.capitals[count] !== 1) return true;
	// "ResNeXtS" is another name; "RESNEXTS" is in capitals throughout.
	return isAllCapitals(met) && !isAllCapitals(name);
}

/** Whether each word has the capitals that it must have. */
function wordsFit({ words, spelling: name }: Strictness, met: Spelling, count: number, where: Surroundings): boolean {
	for (let index = 0; index < words.length; index++) {
		const { from, casing } = words[index]!;
		const to = Math.min(words[index + 1]?.from ?? count, count);
		if (casing === 'initial' && met.capitals[from] !== 1 && !(words.length > 1 && where.isQuoted())) return false;
		if (casing === 'inner' && !hasInnerCapital(met, from, to)) return false;
		if (casing === 'exact' && !sameCapitals(name, met, from, to)) return false;
		if (casing === 'program' && !sameCapitals(name, met, from + 1, to)) return false;
	}
	return true;
}

/** Whether a spelling has its capitals only since the text has capitals there: that says nothing for a short name, nor for one that asks for capitals. */
const isOnlyShouted = (strictness: Strictness, met: Spelling, where: Surroundings): boolean =>
	(strictness.manner !== 'anyhow' || (strictness.words.length === 1 && met.count <= longestAcronym)) &&
	isAllCapitals(met) &&
	(where.isShouted() || (isHeadingInCapitals(strictness, met) && !where.isInQuotes()));

/** Whether several words are in capitals that the name does not have, and one of them is no abbreviation. */
const isHeadingInCapitals = ({ words, spelling: name }: Strictness, met: Spelling): boolean =>
	words.length > 1 &&
	!isAllCapitals(name) &&
	words.some(({ from }, index) => (words[index + 1]?.from ?? met.count) - from > longestAcronym);

/** Whether the name as a whole has the capitals and the place that it must have. */
function mannerFits({ words, manner, spelling: name }: Strictness, met: Spelling, where: Surroundings): boolean {
	if (manner === 'anyhow') return true;
	if (manner === 'evident') return false;
	if (manner === 'within') return met.capitals[0] === 1 && where.isWithin();
	if (manner === 'inner') return hasInnerCapital(met, 0, met.count) && (!isAllCapitals(met) || met.count <= longestAcronym);
	if (met.capitals[0] !== 1) return false;
	if (manner === 'capital') return true;
	// A capital within a sentence is there for a reason, if it is no letter alone: "R packages".
	if (manner === 'titleCase' && ((where.isWithin() && words[1]?.from !== 1) || where.isQuoted())) return true;
	const isTitleCase = words.every(({ from, ties }) => ties || met.capitals[from] === 1 || !isLetter(met.letters[from]!));
	// "Digitale Schnittstellen und Bussysteme": not every language has capitals in titles.
	if (!isTitleCase && manner === 'quoted' && words.length > 2 && sameCapitals(name, met, 0, met.count) && where.isInQuotes()) return true;
	return isTitleCase && (manner !== 'quoted' || where.isQuoted()) && (manner !== 'setOff' || where.isInQuotes());
}

/** A longer word in capitals is a word of a heading in capitals. */
const longestAcronym = 6;

/** Whether a letter after the first is a capital. */
function hasInnerCapital({ capitals }: Spelling, from: number, to: number): boolean {
	for (let index = from + 1; index < to; index++) if (capitals[index] === 1) return true;
	return false;
}

/** Whether a folded letter is not a digit. */
const isLetter = (letter: number): boolean => letter > 57;

/** Whether a spelling has no small letters. */
function isAllCapitals({ capitals, letters, count }: Spelling): boolean {
	for (let index = 0; index < count; index++) if (capitals[index] === 0 && isLetter(letters[index]!)) return false;
	return true;
}

function sameCapitals(name: Spelling, met: Spelling, from: number, to: number): boolean {
	for (let index = from; index < to; index++) if (name.capitals[index] !== met.capitals[index]) return false;
	return true;
}

interface Latitude {
	readonly mayPart: boolean;
	readonly isLong: boolean;
	readonly isOneWord: boolean;
}

function gapsFit(name: Spelling, met: Spelling, count: number, latitude: Latitude): boolean {
	if (isSlug(name, met, count)) return false;
	for (let index = 1; index < count; index++) {
		const gap = met.gaps[index]!;
		if (gap < 0) continue;
		if (gap & punctuation) {
			const own = name.marks[index]!;
			for (const mark of met.marks[index]!) if (!own.includes(mark) && !(latitude.isLong && ',:()–'.includes(mark))) return false;
		}
		const ownGap = Math.max(0, name.gaps[index]!);
		if (gap & blank && !(ownGap & blank) && latitude.isOneWord && !mayPartAt(index, name, met, count, latitude)) return false;
	}
	return true;
}

/** Fewer letters before a hyphen are no word. */
const shortestWord = 4;

/**
 * Whether a text may have a blank within a name of one word. "V Net" only with the name's own capitals, so that "a net" is no match; but "borderline SMOTE" has
 * a word's small letter for the capital of "Borderline-SMOTE". "Virtual Apps" are several of what two words mean, not of "VirtualApp".
 */
function mayPartAt(index: number, name: Spelling, met: Spelling, count: number, { mayPart }: Latitude): boolean {
	if (!mayPart || (met.count > count && met.capitals[index] === 1)) return false;
	const isWord = index >= shortestWord && name.capitals[1] === 0 && name.gaps[index]! > 0 && (name.gaps[index]! & hyphen) !== 0;
	return sameCapitals(name, met, isWord ? 1 : 0, count);
}

/** Whether all of several blanks of a name are hyphens: "syntax-of-the-languages" is a folder or an address. */
function isSlug(name: Spelling, met: Spelling, count: number): boolean {
	let blanks = 0;
	for (let index = 1; index < count; index++) {
		if (!(name.gaps[index]! > 0 && name.gaps[index]! & blank)) continue;
		blanks++;
		if (met.gaps[index]! < 0 || met.gaps[index]! & blank || !(met.gaps[index]! & hyphen)) return false;
	}
	return blanks >= 3;
}
