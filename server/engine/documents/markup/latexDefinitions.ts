import { textChange } from '../../base/textChange.js';
import type { CommandShape } from './latexCommands.js';
import { commentTest } from './latexComments.js';

/** A command that cites, and how it takes its keys. */
export interface CitingCommand {
	/** Without backslash or star. */
	readonly name: string;
	readonly shape: CommandShape;
}

/** A citing command that a text makes. */
export interface CitingDefinition extends CitingCommand {
	/** Offset of the name's backslash in the definition. */
	readonly at: number;
}

/** Definitions by LaTeX, etoolbox and TeX, by xparse and by biblatex; the name in braces or bare. */
const defining =
	/\\(?:(?<latex>(?:(?:re)?new|provide)command|DeclareRobustCommand|(?:(?:re)?new|provide)robustcmd)|(?<xparse>(?:New|Renew|Provide|Declare)DocumentCommand)|(?<single>DeclareCiteCommand)|(?<multi>DeclareMultiCiteCommand)|(?<def>[gex]?def)|(?<let>let))(?![A-Za-z@])\*?[ \t]*(?:\{[ \t]*\\(?<braced>[A-Za-z@]+)[ \t]*\}|\\(?<bare>[A-Za-z@]+))/g;
export const ofLatex = /\s*(?:\[(?<count>\d)\]\s*)?(?:(?<first>\[[^\]\n]*\])\s*)?(?=\{)/y;
export const ofTex = /(?<parameters>(?:#\d)*)(?=\{)/y;
export const ofXparse = /\s*\{(?<types>[^\n]*?)\}\s*(?=\{)/y;
const target = /[ \t]*(?:=[ \t]*)?\\(?<name>[A-Za-z@]+)/y;

/**
 * The citing commands that a text makes of those it knows, in order: of others' bodies that cite one of their arguments, of other names,
 * and of biblatex's `\DeclareCiteCommand`. A later definition may use an earlier one.
 */
export function citingDefinitions(text: string, known: ReadonlyMap<string, CommandShape>): readonly CitingDefinition[] {
	const found: CitingDefinition[] = [];
	const own = new Map<string, CommandShape>();
	const shapeOf = (name: string): CommandShape | undefined => own.get(name) ?? known.get(name);
	const isCommented = commentTest(text);
	for (const { 0: all, index, groups } of text.matchAll(defining)) {
		if (isCommented(index)) continue;
		const name = groups!.braced ?? groups!.bare!;
		const shape = shapeIn(text, index + all.length, groups!, shapeOf);
		if (shape === undefined) continue;
		own.set(name, shape);
		found.push({ name, shape, at: index + all.lastIndexOf(`\\${name}`) });
	}
	return [...found, ...multibibCommands(text, shapeOf)];
}

/** Quick: whether a text may define a command. */
export const mayDefine = /\\(?:(?:re)?new|provide|New|Renew|Provide|Declare|[gex]?def|let)/;

/** So far before what it depends on a definition may begin. */
const longestDefinition = 4000;

/**
 * Returns what `citingDefinitions` returns for a text, from the definitions of the text before an edit; `undefined` where the edit is within a
 * definition, or near one.
 */
export function citingDefinitionsAgain(
	before: string,
	definitions: readonly CitingDefinition[],
	text: string,
): readonly CitingDefinition[] | undefined {
	const { start, tail } = textChange(before, text);
	// A comment hides the rest of its line.
	const from = Math.max(0, text.lastIndexOf('\n', start - 1) - longestDefinition);
	const isNear = (whole: string): boolean => {
		const end = whole.indexOf('\n', whole.length - tail);
		return mayDefine.test(whole.slice(from, end < 0 ? whole.length : end));
	};
	if (isNear(before) || isNear(text)) return undefined;
	const moved = text.length - before.length;
	if (moved === 0 || definitions.length === 0) return definitions;
	return definitions.map((definition) => (definition.at < start ? definition : { ...definition, at: definition.at + moved }));
}

const newCites = /\\newcites\s*\{([^{}%]*)\}/g;
const suffixed = (
	'cite nocite citet citep citealt citealp citeauthor citefullauthor citeyear citeyearpar citenum Citet Citep Citealt Citealp Citeauthor ' +
	'shortcite onlinecite bibentry'
).split(' ');

/** The commands that `\newcites{sup,web}{…}` makes of each citing command: `\citesup`, `\citepsup`, `\nocitesup` (multibib manual). */
function multibibCommands(text: string, shapeOf: ShapeOf): readonly CitingDefinition[] {
	if (!text.includes('\\newcites')) return [];
	const isCommented = commentTest(text);
	return Array.from(text.matchAll(newCites)).flatMap(({ 1: list = '', index }) => {
		if (isCommented(index)) return [];
		const suffixes = list.split(',').map((suffix) => suffix.trim());
		return suffixes
			.filter((suffix) => /^[A-Za-z]+$/.test(suffix))
			.flatMap((suffix) => suffixed.map((name) => ({ name: `${name}${suffix}`, shape: shapeOf(name) ?? 'keys', at: index })));
	});
}

type Groups = Readonly<Record<string, string | undefined>>;

/** Returns how a command takes its keys whose definition continues at `after`; `undefined` if it cites none of its arguments. */
function shapeIn(text: string, after: number, { latex, xparse, single, multi, def }: Groups, shapeOf: ShapeOf): CommandShape | undefined {
	if (single) return 'keys';
	if (multi) return 'several';
	const form = latex ? ofLatex : xparse ? ofXparse : def ? ofTex : target;
	form.lastIndex = after;
	const found = form.exec(text);
	if (!found) return undefined;
	const { name, first, types } = found.groups!;
	if (form === target) return shapeOf(name!);
	const body = bodyAt(text, after + found[0].length);
	if (body === undefined) return undefined;
	const other = /^\s*\\([A-Za-z@]+)\*?\s*$/.exec(body)?.[1];
	if (other !== undefined) return shapeOf(other);
	const argument = citedArgument(body, shapeOf);
	if (argument === undefined) return undefined;
	const place = types === undefined ? argument - (first === undefined ? 0 : 1) : bracedPlace(types, argument);
	return place < 1 ? undefined : place === 1 ? 'keys' : place;
}

type ShapeOf = (name: string) => CommandShape | undefined;

/** Definitions with longer bodies are no wrappers of a citation. */
const longestBody = 2000;

/** Returns the text between the braces that open at `open`, `undefined` if they do not close. */
function bodyAt(text: string, open: number): string | undefined {
	let depth = 0;
	for (let at = open; at < Math.min(text.length, open + longestBody); at++) {
		const sign = text[at];
		if (sign === '\\') at++;
		else if (sign === '{') depth++;
		else if (sign === '}' && --depth === 0) return text.slice(open + 1, at);
	}
	return undefined;
}

const citing = /\\([A-Za-z@]+)\*?((?:\s*\[(?:[^[\]{}]|\{[^{}]*\})*\]|\s*\{[^{}]*\})+)/g;

/** The number of the argument that a body gives to a citing command as keys. */
function citedArgument(body: string, shapeOf: ShapeOf): number | undefined {
	for (const { 1: name = '', 2: given = '' } of body.matchAll(citing)) {
		const shape = shapeOf(name);
		if (shape === undefined) continue;
		const lists = Array.from(given.matchAll(/\{([^{}]*)\}|\[(?:[^[\]{}]|\{[^{}]*\})*\]/g)).flatMap(([, list]) => list ?? []);
		const list = lists[typeof shape === 'number' ? shape - 1 : shape === 'volume' || shape === 'volumes' ? 1 : 0];
		const argument = /#(\d)/.exec(list ?? '')?.[1];
		if (argument !== undefined) return Number(argument);
	}
	return undefined;
}

/** Which of the arguments in braces an argument of xparse's types is; 0 where it is none (xparse manual, "Specifying arguments"). */
export function bracedPlace(types: string, argument: number): number {
	const all = Array.from(
		types.matchAll(/(>)\{[^{}]*\}|([mvob s])|[OEe](?:\{[^{}]*\})+|[rdt]\S{1,2}|[RD]\S\S\{[^{}]*\}/g),
		([, processor, simple]) => processor ?? simple,
	);
	const kinds = all.filter((kind) => kind !== ' ' && kind !== '>');
	return kinds[argument - 1] === 'm' ? kinds.slice(0, argument).filter((kind) => kind === 'm').length : 0;
}

/** The commands that the setting `lectern.latex.citeCommands` names: `mycite`, or `seecite:2` for keys in the second argument in braces. */
export function citingCommandsOf(setting: readonly unknown[]): readonly CitingCommand[] {
	return setting.flatMap((each) => {
		const found = typeof each === 'string' ? /^\\?([A-Za-z@]+)\*?(?:\s*:\s*([1-9]))?$/.exec(each.trim()) : null;
		if (!found) return [];
		const place = Number(found[2] ?? 1);
		return [{ name: found[1]!, shape: place === 1 ? 'keys' : place }];
	});
}
