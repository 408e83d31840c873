import { append } from '../../base/append.js';
import type { Span } from '../../base/span.js';
import { keysIn, type Pairs, pairsOf, readKeyList, skipArguments, skipGap } from './latexArguments.js';
import { bracedPlace, ofLatex, ofTex, ofXparse } from './latexDefinitions.js';
import { filesMadeBy } from './latexLabels.js';
import type { CommandLine, Include, NamedFile, NamingCommand } from './markup.js';
import { trimmed } from './ranges.js';
import { matchAt } from './scan.js';
import { movedSpan, withMovedSpan } from './splice.js';

const naming = new RegExp(
	`\\\\(?:${[
		'(?<bibtex>bibliography|nobibliography|defaultbibliography|bibinput|begin[ \\t]*\\{btSect\\})',
		'bibliography(?!style|unit)(?<suffix>[A-Za-z]+)',
		'(?<resource>addbibresource|addglobalbib|addsectionbib)',
		'(?<unit>putbib)',
		'(?<part>input|include|subfile|subfileinclude|(?:sub)?(?:import|inputfrom|includefrom)|InputIfFileExists|includestandalone)',
		'(?<package>usepackage|RequirePackage|LoadClass(?:WithOptions)?)',
		'(?<main>documentclass)',
		'(?<section>newrefsection|begin[ \\t]*\\{refsection\\})',
	].join('|')})(?![A-Za-z])\\*?`,
	'g',
);
/** Quick: whether a text may name files. */
const mayName =
	/\\(?:(?:no|default)?bibliography|bibinput|putbib|add|in|In|sub|import|(?:use|Require)[pP]ackage|LoadClass|documentclass|newrefsection|begin[ \t]*\{(?:refsection|btSect))/;
const root = /^[ \t]*%[ \t]*!T[Ee]X[ \t]+root[ \t]*=[ \t]*([^\r\n]*)/gm;
const bareName = /[ \t]*("[^"\n]+"|(?<=[ \t])[^\s\\{}%"]+)/y;

/** Endings that LaTeX leaves as they are; to any other name it adds `.tex`. */
const known = /\.(?:tex|ltx|latex|tikz|pgf|sty|cls|def|bbl|inc|txt|[RS]nw)$/i;

/** The files that a LaTeX text names. */
export interface LatexFiles {
	/**
	 * The bibliographies of `\bibliography{a,b}` (to which BibTeX adds `.bib`), `\addbibresource{a.bib}` and `\begin{refsection}[a.bib]`
	 * (biblatex manual, "Resources", "Bibliography Sections"), in order.
	 */
	readonly bibliographies: readonly NamedFile[];
	/** The parts of `\input`, `\include`, `\subfile` and `\import`, and the roots of `% !TeX root` and of `\documentclass[…]{subfiles}`, in order. */
	readonly includes: readonly Include[];
	/** The text's own commands around those that name files. */
	readonly wrappers: readonly NamingCommand[];
	/** Whether macros make up a path: then what a file is called depends on the whole text. */
	readonly hasMacros: boolean;
}

type NamedFiles = Pick<LatexFiles, 'bibliographies' | 'includes'>;

/** Returns the files that a LaTeX text names; `source` is the text masked. */
export function filesInLatex(text: string, source: string, pairs: Pairs): LatexFiles {
	const bibliographies: NamedFile[] = [];
	const includes = rootsInComments(text);
	if (!mayName.test(text)) return { bibliographies, includes, wrappers: [], hasMacros: false };

	for (const { 0: command, index, groups } of source.matchAll(naming)) {
		const named = namedBy(source, pairs, index + command.length, groups!);
		append(bibliographies, named.bibliographies);
		append(includes, named.includes);
	}
	const wrappers = wrappersIn(source, pairs);
	for (const wrapper of wrappers) {
		const named = namedByWrapper(source, pairs, wrapper);
		append(bibliographies, named.bibliographies);
		append(includes, named.includes);
	}
	const made = new Set(filesMadeBy(text));
	if (made.size > 0)
		for (const [index, file] of bibliographies.entries()) if (made.has(file.path)) bibliographies[index] = { ...file, kind: 'made' };
	const inOrder = (a: NamedFile, b: NamedFile) => a.span.start - b.span.start;
	const hasMacros = [...bibliographies, ...includes].some(({ span }) => source.slice(span.start, span.end).includes('\\'));
	return {
		bibliographies: bibliographies.sort(inOrder),
		includes: includes.sort(inOrder),
		wrappers: wrappers.map(({ name, groups, template, place }) => ({ name, groups, template, place })),
		hasMacros,
	};
}

/** Whether a text may name files, or define what paths are made of. */
export const mayNameFiles = (text: string): boolean =>
	mayName.test(text) || /\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|[A-Z]\w*DocumentCommand|[gex]?def)(?![a-z])/.test(text);

type Groups = Readonly<Record<string, string | undefined>>;

/** The files that one command names, whose name ends at `at`. */
function namedBy(source: string, pairs: Pairs, at: number, groups: Groups): NamedFiles {
	const { bibtex, suffix, unit, part, package: style, main, section } = groups;
	if (section) return { bibliographies: resourcesOf(source, pairs, at), includes: [] };
	if (unit) return { bibliographies: unitAt(source, pairs, at), includes: [] };
	const behindOptions = skipArguments(source, pairs, at, 0);
	if (part) return { bibliographies: [], includes: partAt(source, pairs, part, at, behindOptions) };
	if (style) return { bibliographies: [], includes: stylesAt(source, behindOptions, style.startsWith('Load') ? '.cls' : '.sty') };
	if (main) {
		const roots = rootAt(source, at, behindOptions);
		return { bibliographies: [], includes: roots.length > 0 ? roots : stylesAt(source, behindOptions, '.cls') };
	}
	const isBibtex = bibtex !== undefined || suffix !== undefined;
	const found = namedAt(source, pairs, behindOptions, source.slice(at, behindOptions), isBibtex);
	const made = suffix === undefined ? found : found.map((file) => ({ ...file, onlyWith: `cite${suffix}` }));
	return { bibliographies: isBibtex ? made.map((file) => ({ ...file, ignoresCase: true })) : made, includes: [] };
}

/** The lists in the brackets of bibunits' `\putbib[a,b]`. */
function unitAt(source: string, pairs: Pairs, at: number): NamedFile[] {
	const start = skipGap(source, at);
	const close = source[start] === '[' ? pairs.endOf(start) : undefined;
	if (close === undefined) return [];
	return filesNamed(source, partsOf(source, start + 1, close, true), true, false).map((file) => ({ ...file, ignoresCase: true }));
}

/** The packages or the class of a list in braces; those that come with TeX are not found beside the document, and change nothing. */
function stylesAt(source: string, at: number, ending: string): Include[] {
	const list = readKeyList(source, at);
	if (!list) return [];
	return keysIn(source, list).map((span) => ({ path: `${source.slice(span.start, span.end)}${ending}`, span, role: 'part' }));
}

/** A naming command of the text's own. */
interface Wrapper extends NamingCommand {
	/** Where the definition ends: what is used before is another command. */
	readonly end: number;
}

const defining =
	/\\(?:(?<latex>(?:(?:re)?new|provide)command|DeclareRobustCommand)|(?<xparse>(?:New|Renew|Provide|Declare)DocumentCommand)|[gex]?def)(?![A-Za-z@])\*?[ \t]*(?:\{[ \t]*\\(?<braced>[A-Za-z@]+)[ \t]*\}|\\(?<bare>[A-Za-z@]+))/g;

function wrappersIn(source: string, pairs: Pairs): readonly Wrapper[] {
	if (!/#\d/.test(source)) return [];
	return Array.from(source.matchAll(defining)).flatMap(({ 0: head, index, groups }): Wrapper[] => {
		const { latex, xparse, braced, bare } = groups!;
		const parameters = matchAt(latex ? ofLatex : xparse ? ofXparse : ofTex, source, index + head.length);
		if (!parameters) return [];
		const open = index + head.length + parameters[0].length;
		const close = pairs.endOf(open);
		if (close === undefined) return [];
		const wrapped = wrappedIn(source.slice(open + 1, close));
		if (!wrapped) return [];
		const { first, types } = parameters.groups!;
		const place = types === undefined ? wrapped.number - (first ? 1 : 0) : bracedPlace(types, wrapped.number);
		return place > 0 ? [{ name: (braced ?? bare)!, ...wrapped, place, end: close }] : [];
	});
}

/** The first command in a definition's body that names a file by an argument of the definition, with that argument's number. */
function wrappedIn(body: string): (Pick<Wrapper, 'groups' | 'template'> & { readonly number: number }) | undefined {
	for (const { 0: command, index, groups = {} } of body.matchAll(naming)) {
		const template = /^\s*\{([^{}]*)\}/.exec(body.slice(index + command.length).replace(/^\s*\[[^\]]*\]/, ''))?.[1] ?? '';
		const number = Number(/#(\d)/.exec(template)?.[1] ?? 0);
		if (number > 0 && !groups.section && !groups.unit && !groups.main) return { groups, template, number };
	}
	return undefined;
}

/** The files named where a text uses a wrapper. */
function namedByWrapper(source: string, pairs: Pairs, wrapper: Wrapper): NamedFiles {
	const { name, place, end } = wrapper;
	const bibliographies: NamedFile[] = [];
	const includes: Include[] = [];
	for (const { 0: command, index } of source.matchAll(new RegExp(`\\\\${name}(?![A-Za-z@])\\*?`, 'g'))) {
		if (index < end) continue;
		const before = place === 1 ? index + command.length : skipArguments(source, pairs, index + command.length, place - 1);
		const list = readKeyList(source, skipArguments(source, pairs, before, 0));
		const span = list && trimmed(source, list.start, list.end);
		if (!span) continue;
		const named = namedWith(wrapper, source.slice(span.start, span.end), span);
		append(bibliographies, named.bibliographies);
		append(includes, named.includes);
	}
	return { bibliographies, includes };
}

/** What a naming command names with an argument, which is at `span`: it reads that as if it were written in full. */
function namedWith({ groups, template }: NamingCommand, given: string, span: Span): NamedFiles {
	const call = `{${template.replace(/#\d/g, () => given)}}`;
	const { bibliographies, includes } = namedBy(call, pairsOf(call), 0, groups);
	return { bibliographies: bibliographies.map((file) => ({ ...file, span })), includes: includes.map((file) => ({ ...file, span })) };
}

/** What a line of a text names by a command that another file of the document makes. */
export function namedByCommand({ given }: CommandLine, command: NamingCommand): NamedFiles {
	const argument = given[command.place - 1];
	return argument ? namedWith(command, argument.text, argument.span) : { bibliographies: [], includes: [] };
}

/** A command with arguments on a line of its own. */
const commandLine = /^[ \t]*\\([A-Za-z@]+)\*?((?:\{[^{}\n]{0,300}\}|\[[^[\]\n]{0,300}\]){1,6})[ \t]*(?:%[^\n]*)?\r?$/gm;
/** Commands of LaTeX that lines begin with, which nobody redefines to name files. */
const common =
	/^(?:begin|end|label|section|subsection|subsubsection|paragraph|chapter|part|caption|item|title|author|date|usepackage|documentclass|includegraphics|newcommand|renewcommand|def|input|include|bibliography|bibliographystyle|addbibresource)$/;

/** The commands on lines of their own that another file may make. */
export function commandLinesIn(text: string): readonly CommandLine[] {
	return Array.from(text.matchAll(commandLine)).flatMap(({ 0: all, 1: name = '', 2: list = '', index }): CommandLine[] => {
		if (common.test(name)) return [];
		const start = index + all.indexOf(list);
		const given = Array.from(list.matchAll(/\{([^{}]*)\}|\[[^[\]]*\]/g)).flatMap(({ 1: inside, index: at }) => {
			const span = inside === undefined ? undefined : trimmed(text, start + at + 1, start + at + 1 + inside.length);
			return span ? [{ text: text.slice(span.start, span.end), span }] : [];
		});
		return given.length > 0 ? [{ name, span: { start: index, end: index + all.length }, given }] : [];
	});
}

/** The same command so far behind. */
export const movedCommandLine = ({ name, span, given }: CommandLine, by: number): CommandLine => ({
	name,
	span: movedSpan(span, by),
	given: given.map((each) => withMovedSpan(each, by)),
});

/** The roots in comments such as `% !TeX root = main.tex`. */
function rootsInComments(text: string): Include[] {
	return Array.from(text.matchAll(root)).flatMap(({ 0: all, 1: name = '', index }): Include[] => {
		const end = index + all.length;
		const span = trimmed(text, end - name.length, end);
		return span ? [{ path: withTex(text.slice(span.start, span.end)), span, role: 'root' }] : [];
	});
}

/** The root in the options of `\documentclass[main]{subfiles}`, whose name ends at `at`. */
function rootAt(source: string, at: number, behindOptions: number): Include[] {
	const list = readKeyList(source, behindOptions);
	if (!list || behindOptions === at || source.slice(list.start, list.end).trim() !== 'subfiles') return [];
	const span = trimmed(source, source.indexOf('[', at) + 1, behindOptions - 1);
	return span ? [{ path: withTex(source.slice(span.start, span.end)), span, role: 'root' }] : [];
}

/** The part that a command such as `\input`, whose name ends at `at`, includes. */
function partAt(source: string, pairs: Pairs, command: string, at: number, behindOptions: number): Include[] {
	const list = argumentAt(source, pairs, behindOptions) ?? (command === 'input' ? bareNameAt(source, at) : undefined);
	if (!list) return [];
	const hasFolder = /^(?:sub)?(?:import|inputfrom|includefrom)$/.test(command);
	const folder = hasFolder ? source.slice(list.start, list.end).trim() : '';
	const span = folder === '' ? list : argumentAt(source, pairs, list.end + 1);
	const path = span && plainPath(source, span);
	if (!span || path === undefined || !isPath(path)) return [];
	return [{ path: withTex(folder ? `${folder.replace(/\/$/, '')}/${path}` : path), span, role: 'part' }];
}

/** What is in the braces at `at`, without blanks, quotation marks and `\subfix`; `undefined` where there is nothing. */
function argumentAt(source: string, pairs: Pairs, at: number): Span | undefined {
	const start = skipGap(source, at);
	const close = source[start] === '{' ? pairs.endOf(start) : undefined;
	if (close === undefined || /\n[ \t\r]*\n/.test(source.slice(start, close))) return undefined;
	const whole = trimmed(source, start + 1, close);
	return whole && withoutQuotes(source, withoutWrapping(source, whole));
}

/** A path in quotation marks may hold blanks (TeX Live). */
function withoutQuotes(source: string, span: Span): Span {
	const isQuoted = span.end - span.start > 2 && source[span.start] === '"' && source[span.end - 1] === '"';
	return isQuoted ? (trimmed(source, span.start + 1, span.end - 1) ?? span) : span;
}

/** The path at a span with its macros replaced; `undefined` where one is left that the text does not define. */
function plainPath(source: string, span: Span): string | undefined {
	const plain = withMacros(source, source.slice(span.start, span.end).replaceAll('"', ''));
	return plain?.includes(jobname) ? undefined : plain;
}

/** The name after an `\input` without braces. */
function bareNameAt(source: string, at: number): Span | undefined {
	const found = matchAt(bareName, source, at);
	const end = at + (found?.[0].length ?? 0);
	return found ? withoutQuotes(source, { start: end - found[1]!.length, end }) : undefined;
}

/**
 * The files that the argument at `at` names: one of a resource, those of a list of BibTeX's. Options say whether it is a pattern or somewhere
 * else (biblatex manual, "Resources"); nothing for what is on the web.
 */
function namedAt(source: string, pairs: Pairs, at: number, options: string, isBibtex: boolean): NamedFile[] {
	const start = skipGap(source, at);
	const close = source[start] === '{' ? pairs.endOf(start) : undefined;
	if (close === undefined || /\n[ \t\r]*\n/.test(source.slice(start, close))) return [];
	const given = options.replace(/\s/g, '');
	if (!isBibtex && /\blocation=\{?remote\b/.test(given)) {
		const span = trimmed(source, start + 1, close);
		return span ? [{ path: source.slice(span.start, span.end), span, kind: 'unknown' }] : [];
	}
	const argument = trimmed(source, start + 1, close);
	// The placeholders of a template are filled in as a whole.
	if (argument && isTemplate(source.slice(argument.start, argument.end)))
		return [{ path: source.slice(argument.start, argument.end), span: argument, kind: 'unknown' }];
	const isPattern = !isBibtex && /[[,]glob(?:=\{?true\}?)?[,\]]/.test(given);
	return filesNamed(source, partsOf(source, start + 1, close, isBibtex), isBibtex, isPattern);
}

/** Whether a text has placeholders of a template: pandoc's `$bibliography$`, Jinja's `{{ … }}`, jtex's `[- … -]`, `<<…>>`, `@@…@@`. */
const isTemplate = (text: string): boolean => /\$[A-Za-z][^$\n]*\$|\{\{|\[-|<[%<]|@@/.test(text);

/** The files that the parts of an argument name. */
function filesNamed(source: string, parts: readonly Span[], isBibtex: boolean, isPattern: boolean): NamedFile[] {
	return parts.flatMap((whole): NamedFile[] => {
		const span = withoutQuotes(source, withoutWrapping(source, whole));
		const written = source.slice(span.start, span.end);
		if (!isPath(written)) return [];
		const isGlob = isPattern || /[*?]/.test(written);
		const plain = isGlob ? written : withMacros(source, written);
		if (plain === undefined) return [{ path: written, span, kind: 'unknown' }];
		// A macro may expand to several files of a list.
		return (isBibtex ? plain.split(',') : [plain])
			.map((part) => part.trim())
			.filter(isPath)
			.map((part) => (isBibtex && !/\.bib$/i.test(part) ? `${part}.bib` : part))
			.map((path) => (isGlob ? { path, span, kind: 'glob' } : { path, span }));
	});
}

/** The parts of an argument between commas outside braces, or the one of an argument that is no list; blanks and empty ones left out. */
function partsOf(source: string, start: number, end: number, isList: boolean): Span[] {
	const parts: Span[] = [];
	let depth = 0;
	let from = start;
	for (let at = start; at <= end; at++) {
		if (at < end && source[at] === '{') depth++;
		else if (at < end && source[at] === '}') depth--;
		else if (at === end || (isList && depth === 0 && source[at] === ',')) {
			const span = trimmed(source, from, at);
			if (span) parts.push(span);
			from = at + 1;
		}
	}
	return parts;
}

/**
 * What is in the braces around a whole path, or in `\subfix{…}`, which only says from where the path counts (subfiles manual), or `\detokenize{…}`,
 * which takes its signs as they are.
 */
function withoutWrapping(source: string, span: Span): Span {
	const whole = trimmed(source, span.start, span.end);
	if (!whole) return span;
	let { start, end } = whole;
	const subfix = /^\\(?:subfix|detokenize)\s*(?=\{)/.exec(source.slice(start, end));
	if (subfix) start += subfix[0].length;
	if (source[start] !== '{' || source[end - 1] !== '}') return span;
	start++;
	end--;
	return /[{}]/.test(source.slice(start, end)) ? span : (trimmed(source, start, end) ?? span);
}

/** The macro that expands to the root's name without its ending, which only a document with a root knows. */
export const jobname = '\\jobname';

/**
 * A path without braces around parts of it (`{my.refs}.bib`), its macros of plain text replaced by what the text defines them to be. `undefined`
 * where a macro other than `\jobname` is left.
 */
function withMacros(source: string, path: string): string | undefined {
	let plain = path;
	for (let depth = 0; depth < 8; depth++) {
		const next = plain.replace(/\\([A-Za-z@]+)(?:\{\}|\s+(?=\S))?/g, (all, name: string) =>
			name === 'jobname' ? jobname : (definitionOf(source, name) ?? all),
		);
		if (next === plain) break;
		plain = next;
	}
	plain = plain.replace(/[{}]/g, '');
	return plain.replaceAll(jobname, '').includes('\\') ? undefined : plain;
}

/** What a text defines a macro without arguments to be, the last time it does, where that is plain text or other macros. */
function definitionOf(source: string, name: string): string | undefined {
	const define = new RegExp(
		`\\\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|[gex]?def)(?![A-Za-z])\\*?\\s*(?:\\{\\s*\\\\${name}\\s*\\}|\\\\${name}(?![A-Za-z@]))\\s*\\{([^{}#%\\n]*)\\}`,
		'g',
	);
	return [...source.matchAll(define)].at(-1)?.[1]?.trim();
}

/** The files in the brackets of a reference section; what has no ending is the label of a resource named elsewhere. */
function resourcesOf(source: string, pairs: Pairs, at: number): NamedFile[] {
	const start = skipGap(source, at);
	const close = source[start] === '[' ? pairs.endOf(start) : undefined;
	if (close === undefined) return [];
	return keysIn(source, { start: start + 1, end: close })
		.map((span) => ({ path: source.slice(span.start, span.end), span }))
		.filter(({ path }) => isPath(path) && /\.bib$/i.test(path));
}

const isPath = (path: string): boolean => path !== '' && !/[#\n]|^[a-z][a-z+.-]*:\/\//i.test(path);
const withTex = (path: string): string => (known.test(path) ? path : `${path}.tex`);
