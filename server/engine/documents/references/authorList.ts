import { withoutEnd } from '../../base/ends.js';

/** The family names of a list of authors. */
export interface Authors {
	readonly families: readonly string[];
	/** The list ends in "et al." or "and others". */
	readonly andOthers: boolean;
}

/** Parts of names that are written small. */
const particles: ReadonlySet<string> = new Set('van von der den de del della di da dos du la le ten ter zu al el bin ibn'.split(' '));
const suffixes = /^(?:Jr|Sr|II|III|IV)\.?$/;
/** "X.", "J.-P.", "JP", "E": initials of given names. */
const initials = /^\p{Lu}\p{Ll}?\.?(?:-?\p{Lu}\p{Ll}?\.?){0,3}$/u;
const shortInitials = /^(?:\p{Lu}{1,3}|\p{Lu}\.(?:-?\p{Lu}\.?){0,3})$/u;
const capitalised = /^[\p{Lu}\p{Lo}][\p{L}\p{M}'’`´-]*$/u;
const others = /^(?:et al\.?|and others|and colleagues|others)$/i;

/** Written before a name that "and" precedes: it is no given name of the one before. */
const andSign = '\u0001';

/** More words than this are no person's name. */
const longestName = 5;

/**
 * The authors that a text lists, in any of the usual orders: "Chen, X., & Duan, Y.", "X. Chen and Y. Duan", "Chen X, Duan Y",
 * "Chen, Xi, and Yan Duan", "Chen et al.". Nothing where the text is anything else than such a list.
 */
export function readAuthors(text: string): Authors | undefined {
	const bare = withoutEnd(text.replace(/\((?:eds?\.?|hrsg\.?)\)/gi, '').trim(), /[,:;\s]/);
	if (bare === '' || bare.length > 2000) return undefined;
	const andOthers = /(?:\bet al\.?|\band others)$/i.test(bare);
	const named = withoutEnd(bare.replace(/(?:\bet al\.?|\band others)$/i, ''), /[,\s]/)
		.replace(/\s+/g, ' ')
		.replace(/\\?&| (?:and|und|et|y) /g, `,${andSign}`)
		.replace(/\.\.\.|…/g, ' , ');
	const parts = named
		.split(named.includes(';') ? ';' : ',')
		.map((part) => part.trim())
		.filter((part) => part !== '' && part !== andSign && !others.test(part));
	const families = named.includes(';') ? parts.map((part) => familyOfWhole(part.replace(andSign, ''))) : familiesOfParts(parts);
	if (families.length === 0 || families.includes(undefined)) return undefined;
	return { families: families.filter((family) => family !== undefined), andOthers };
}

/** "Chen, Xi" or "Xi Chen" whole, as lists have it that separate names by semicolons. */
function familyOfWhole(name: string): string | undefined {
	const [family = '', given] = name.split(',').map((part) => part.trim());
	return given === undefined ? familyOf(family) : isName(family) && isName(given) ? family : undefined;
}

function familiesOfParts(parts: readonly string[]): readonly (string | undefined)[] {
	const families: (string | undefined)[] = [];
	for (let index = 0; index < parts.length; index++) {
		const part = parts[index]!.replace(andSign, '').trim();
		const next = parts[index + 1]?.startsWith(andSign) ? undefined : parts[index + 1];
		if (suffixes.test(part)) continue;
		if (!isName(part)) return [undefined];
		const isFirstInverted = index === 0 && next !== undefined && isOneName(part) && isGiven(next);
		if (next !== undefined && !areInitials(part) && ((areInitials(next) && !hasInitials(part)) || isFirstInverted)) {
			families.push(withoutSuffix(part).join(' '));
			index++;
		} else families.push(familyOf(part));
	}
	return families;
}

const wordsOf = (name: string): readonly string[] => name.split(/[\s~]+/).filter((word) => word !== '');

const withoutSuffix = (name: string): string[] => wordsOf(name).filter((word) => !suffixes.test(word));

const isOneName = (name: string): boolean => wordsOf(name).filter((word) => !particles.has(word.toLowerCase())).length === 1;
/** Given names written out: one or two, perhaps with an initial. */
const isGiven = (name: string): boolean =>
	isOneName(name) ||
	wordsOf(name)
		.slice(1)
		.every((word) => initials.test(word));
const hasInitials = (name: string): boolean => wordsOf(name).some((word) => word.includes('.') && shortInitials.test(word));
const areInitials = (name: string): boolean => {
	const words = wordsOf(name);
	return words.length <= 3 && words.every((word) => shortInitials.test(word) || suffixes.test(word));
};

function isName(name: string): boolean {
	const words = wordsOf(name);
	if (words.length === 0 || words.length > longestName) return false;
	const isWord = (word: string): boolean =>
		particles.has(word.toLowerCase()) || initials.test(word) || capitalised.test(word) || suffixes.test(word);
	return words.every(isWord) && words.some((word) => capitalised.test(word) || initials.test(word));
}

/** The family name within one name in reading order, or with initials behind it ("Chen X"). */
function familyOf(name: string): string | undefined {
	if (!isName(name)) return undefined;
	const words = withoutSuffix(name);
	if (areInitials(name)) return words.length === 1 && words[0]!.length > 2 ? words[0] : undefined;
	while (words.length > 1 && shortInitials.test(words.at(-1)!) && !shortInitials.test(words[0]!)) words.pop();
	let first = words.length - 1;
	while (first > 0 && particles.has(words[first - 1]!.toLowerCase())) first--;
	return words.slice(first).join(' ');
}
