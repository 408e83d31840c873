import type { Name } from '../record.js';
import { accentCommands, letterCommands, symbolCommands } from './symbols.js';

/** How plain text becomes LaTeX. */
export interface Escaping {
	/** Write letters outside ASCII as LaTeX commands, for files that do so themselves. */
	readonly ascii: boolean;
}

const special: ReadonlyMap<string, string> = new Map([
	['&', '\\&'],
	['%', '\\%'],
	['#', '\\#'],
	['_', '\\_'],
	['\\', '{\\textbackslash}'],
	['{', '{\\textbraceleft}'],
	['}', '{\\textbraceright}'],
	['~', '{\\textasciitilde}'],
	['^', '{\\textasciicircum}'],
	['\u00a0', '~'],
]);

const dashesAndQuotes: ReadonlyMap<string, string> = new Map([
	['–', '--'],
	['—', '---'],
	['“', '``'],
	['”', "''"],
	['‘', '`'],
	['’', "'"],
	['¿', '?`'],
	['¡', '!`'],
]);

const commandByCombining: ReadonlyMap<string, string> = new Map(
	[...accentCommands].reverse().map(([name, [combining]]): [string, string] => [combining, name]),
);
const commandByCharacter: ReadonlyMap<string, string> = new Map(
	[...symbolCommands, ...letterCommands]
		.filter(([name, character]) => /^[A-Za-z]+$/.test(name) && [...character].length === 1 && character > '\u007f')
		.map(([name, character]): [string, string] => [character, name]),
);

/** Plain text as LaTeX that `plainText` reads back as the same. `$…$` is maths and stays. */
export function latexText(text: string, { ascii }: Escaping): string {
	const dollars = text.split('$');
	// An odd number of parts: every dollar has its partner.
	const paired = dollars.length % 2 === 1;
	return dollars.map((part, i) => (paired && i % 2 === 1 ? part : escaped(part, ascii))).join(paired ? '$' : '\\$');
}

/** An address or identifier, which TeX takes as it is: only what would break the entry is changed. */
export function latexVerbatim(text: string): string {
	return text.replace(/[{}]/g, (character) => (character === '{' ? '%7B' : '%7D'));
}

/**
 * A title, its words with capitals behind their first letter (`InfoGAN`, `NLP`) in braces: BibTeX styles would write them
 * small. A title all in capitals stays as it is.
 */
export function latexTitle(text: string, escaping: Escaping): string {
	const latex = latexText(text, escaping);
	if (!/\p{Ll}/u.test(text)) return latex;
	return latex.replace(/\$[^$]*\$|(?<![\\{\p{L}\p{M}])[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?![\p{L}}])/gu, (word) =>
		word.startsWith('$') ? word : word.replace(/[\p{L}\p{N}]+/gu, (part) => (/^.+\p{Lu}/u.test(part) ? `{${part}}` : part)),
	);
}

/** Names as BibTeX reads them without doubt: `von Family, Suffix, Given`, bodies in braces. */
export function latexNames(names: readonly Name[], andOthers: boolean, escaping: Escaping): string {
	const written = names.map((name) => latexName(name, escaping));
	if (andOthers) written.push('others');
	return written.join(' and ');
}

function latexName(name: Name, escaping: Escaping): string {
	const part = (text: string): string => {
		const latex = latexText(text, escaping);
		return /,|(?:^|\s)and(?:\s|$)/i.test(text) ? `{${latex}}` : latex;
	};
	const family = part(name.family);
	if (name.literal || (!name.given && /\s/.test(name.family) && !name.particle)) return `{${latexText(name.family, escaping)}}`;
	const last = name.particle ? `${part(name.particle)} ${family}` : family;
	const given = name.given ? part(name.given) : '';
	if (name.suffix) return `${last}, ${part(name.suffix)}, ${given}`;
	return given === '' ? last : `${last}, ${given}`;
}

function escaped(text: string, ascii: boolean): string {
	let latex = '';
	for (const character of text) {
		const safe = special.get(character) ?? (character < '\u0080' || !ascii ? character : asciiOf(character));
		latex += safe;
	}
	return latex;
}

function asciiOf(character: string): string {
	const plain = dashesAndQuotes.get(character);
	if (plain !== undefined) return plain;
	const command = commandByCharacter.get(character);
	if (command !== undefined) return `{\\${command}}`;
	const [base = '', ...accents] = character.normalize('NFD');
	const commands = accents.map((accent) => commandByCombining.get(accent));
	if (accents.length === 0 || base > '\u007f' || commands.some((name) => name === undefined)) return character;
	let latex = base;
	for (const name of commands) latex = `\\${name}{${latex}}`;
	return `{${latex}}`;
}
