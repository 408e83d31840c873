import { finder } from '../../base/finder.js';
import { type Span, shiftedSpan } from '../../base/span.js';
import { type Pairs, pairsOf } from './latexArguments.js';
import { allCitingCommands } from './latexClassCommands.js';
import { filesInLatex } from './latexFiles.js';
import { cite } from './latexScan.js';
import { markEnvironment } from './latexWithin.js';
import type { Include, NamedFile } from './markup.js';
import { bareLink, boxedLink, readOrgCitation, readOrgRefLink } from './orgCitations.js';
import { trimmed } from './ranges.js';
import { filesAgain, readBlocksAgain } from './rereading.js';
import { type DocumentScan, Findings, lineEnd, matchAt, patternFinder, type ReadText } from './scan.js';

/** The beginning of a citation (Org manual, "Citations"). */
const opening = /\[cite(?:\/[\w/-]+)?:/y;
const link = /\[\[([^\][\n]+)\](?:\[|\])/y;
const footnote = /\[fn:[^\]\s:]*(?::|\])/y;
const address = /(?:https?|ftp|file|doi):(?:(?!\[fn:)[^\s\]<>"])*/y;
const snippet = /@@[\w-]+:[^\n]*?@@/y;
const environment = /\\begin\{([A-Za-z]+\*?)\}/y;

const keyword = /[ \t]*#\+(\w+)(?:\[[^\]\n]*\])?:[ \t]*/y;
const begin = /[ \t]*#\+begin_(src|example|export|comment)\b/iy;
const blockEnds = Object.fromEntries(
	['src', 'example', 'export', 'comment'].map((name) => [name, new RegExp(`^[ \\t]*#\\+end_${name}\\b[^\\n]*`, 'gim')]),
);
const plainLine = /[ \t]*(?:#(?![+\w])|:(?=[ \t\r\n]|$)|#\+(?:begin|end)_)/iy;
const drawer = /[ \t]*:(?:PROPERTIES|LOGBOOK):[ \t\r]*$/imy;
/** The property by which a note of Org-roam is on papers: keys, links and citations (Org-roam manual, "Refs"). */
const references = /^[ \t]*:ROAM_(?:REFS|KEY)\+?:([^\n]*)/gim;
const referenceKey = /(?:(?:^|[\s;:"])@|\bcite[a-z]{0,10}:&?(?![@&]))([\p{L}\p{N}_][\p{L}\p{N}_:.+/-]*)/gu;
const proseKeywords = /^(?:title|subtitle|caption|description)$/i;

/** The signs that may begin something other than plain text. The words before a colon are bounded: one of millions of letters may need more stack than there is. */
const special = /\n|\[|[=~$](?=\S)|\\[([]|\\begin(?=\{)|\\[a-zA-Z]{1,60}(?=\*?[[{])|@@|\b[a-zA-Z]{1,60}(?=\*?:\S)/g;

interface OrgScan extends DocumentScan {
	/** Whether a LaTeX command cites: its arguments may go over blank lines. */
	readonly hasCommands: boolean;
}

/** Reads an Org text in one pass (Org syntax). */
export function readOrg(text: string): OrgScan {
	return new OrgReader(text).read();
}

/** Keywords, blocks, drawers and LaTeX: what changes how other blocks are read. */
const reachesFar = /#\+|^[ \t]*:|\\[A-Za-z]/m;

/** Returns what `readOrg` returns, from the reading of the text before an edit; `undefined` where the edit may reach beyond its blocks. */
export function readOrgAgain(before: ReadText<OrgScan>, text: string): OrgScan | undefined {
	if (before.reading.hasCommands) return undefined;
	const found = readBlocksAgain(before, text, readOrg, reachesFar);
	return found && { ...found.scan, ...filesAgain(before.reading, found), hasCommands: false };
}

/** A name without ending, a style and options: how ox-bibtex is given a bibliography ("ox-bibtex.el", commentary). */
const oxBibtex = /^(\S+)[ \t]+[\w.-]+(?:[ \t]+(?:option|limit):\S+)*$/;

/** The file that a `#+bibliography:` names, whose value is at `span`. */
function bibliographyIn(text: string, { start, end }: Span): NamedFile {
	const path = text.slice(start, end);
	const [, name] = text[start - 1] === '"' || /\.\w+$/.test(path) ? [] : (oxBibtex.exec(path) ?? []);
	if (name === undefined) return { path, span: { start, end } };
	return { path: /\.bib$/i.test(name) ? name : `${name}.bib`, span: { start, end: start + name.length } };
}

/** Finds the next occurrence of something from an offset; −1 if there is none. */
type Find = (from: number) => number;

/** Reads a text. The methods named `read…` take the offset of a construct's first character and return where reading continues. */
class OrgReader {
	readonly #text: string;
	readonly #findings = new Findings();
	readonly #bibliographies: NamedFile[] = [];
	readonly #includes: Include[] = [];
	readonly #find: ReturnType<typeof finder>;
	readonly #blockEnds: Readonly<Record<string, Find>>;
	readonly #drawerEnd: Find;
	readonly #paragraphEnd: Find;
	/** What closes code, verbatim text and maths, by the sign that opens them. */
	readonly #closing: Readonly<Record<string, Find>>;

	/** Where braces and brackets close, once a LaTeX command asks. */
	#pairs: Pairs | undefined;

	constructor(text: string) {
		this.#text = text;
		this.#find = finder(text);
		this.#blockEnds = Object.fromEntries(
			Object.entries(blockEnds).map(([name, pattern]) => [name, patternFinder(text, new RegExp(pattern))]),
		);
		this.#drawerEnd = patternFinder(text, /^[ \t]*:END:/gim);
		this.#paragraphEnd = patternFinder(text, /\n[ \t\r]*\n/g);
		this.#closing = {
			'=': patternFinder(text, /(?<=\S)=(?=[\s\-.,;:!?'")}\\[]|$)/gm),
			'~': patternFinder(text, /(?<=\S)~(?=[\s\-.,;:!?'")}\\[]|$)/gm),
			$: patternFinder(text, /(?<![\s\\])\$(?![\p{L}\p{N}])/gu),
		};
	}

	read(): OrgScan {
		const text = this.#text;
		let at = this.#readLine(0);
		while (at < text.length) {
			special.lastIndex = at;
			const found = special.exec(text);
			if (!found) break;
			at = this.#readSign(found[0], found.index);
		}
		return {
			...this.#findings.scanOf(text.length),
			bibliographies: this.#bibliographies,
			includes: this.#includes,
			hasCommands: this.#pairs !== undefined,
		};
	}

	#readSign(sign: string, at: number): number {
		switch (sign) {
			case '\n':
				return this.#readLine(at + 1);
			case '[':
				return this.#readBracket(at);
			case '=':
			case '~':
			case '$':
				return this.#readMarked(sign, at);
			case '\\(':
			case '\\[':
				return this.#readMath(sign === '\\(' ? '\\)' : '\\]', at);
			case '\\begin':
				return this.#readEnvironment(at);
			case '@@':
				return this.#findings.markMatch(snippet, this.#text, at) ?? at + 2;
			default:
				if (sign[0] === '\\') return this.#readCommand(sign, at);
				return this.#readBareLink(at) ?? this.#findings.markMatch(address, this.#text, at) ?? at + sign.length;
		}
	}

	/** Whether `end` is found and belongs to the paragraph of `at`. */
	#isInParagraph(at: number, end: number): boolean {
		const limit = this.#paragraphEnd(at);
		return end >= 0 && (limit < 0 || end <= limit);
	}

	/** What can only begin with a line: blocks, drawers, comments, keywords. */
	#readLine(at: number): number {
		const text = this.#text;
		const end = lineEnd(text, at);
		const block = matchAt(begin, text, at);
		if (block) return this.#readTo(this.#blockEnds[block[1]!.toLowerCase()]!(at), at, end);
		if (matchAt(drawer, text, at)) return this.#readDrawer(at, this.#drawerEnd(at), end);
		if (matchAt(plainLine, text, at)) return this.#findings.markOpaque(at, end);
		const named = matchAt(keyword, text, at);
		return named ? this.#readKeyword(named[1]!.toLowerCase(), at, at + named[0].length, end) : at;
	}

	/** Marks everything up to the end of the line of `close` as opaque; up to `end` if `close` was not found. */
	#readTo(close: number, at: number, end: number): number {
		return this.#findings.markOpaque(at, close < 0 ? end : lineEnd(this.#text, close));
	}

	/** A drawer, which is no text. The papers that its note is on are linked. */
	#readDrawer(at: number, close: number, end: number): number {
		const behind = this.#readTo(close, at, end);
		for (const { 0: line, 1: value = '', index } of this.#text.slice(at, behind).matchAll(references))
			for (const { 0: all, 1: key = '', index: from } of value.matchAll(referenceKey)) {
				const keyEnd = at + index + line.length - value.length + from + all.length;
				const span = { start: keyEnd - key.length, end: keyEnd };
				this.#findings.cite({ key, span, group: span, kind: 'about' });
			}
		return behind;
	}

	/** The keyword `name` on the line from `at`, whose value extends from `value` to `end`. */
	#readKeyword(name: string, at: number, value: number, end: number): number {
		const text = this.#text;
		if (proseKeywords.test(name)) {
			this.#findings.markSyntax(at, value);
			return value;
		}
		const quoted = /^"([^"\n]+)"/.exec(text.slice(value, end))?.[1];
		const span = quoted === undefined ? trimmed(text, value, end) : { start: value + 1, end: value + 1 + quoted.length };
		if (span && name === 'bibliography') this.#bibliographies.push(bibliographyIn(text, span));
		if (span && (name === 'include' || name === 'setupfile')) {
			const written = quoted ?? /^\S+/.exec(text.slice(span.start, span.end))![0];
			// What follows two colons is a part of the file.
			const path = written.replace(/::.*$/s, '');
			if (path !== '') this.#includes.push({ path, span: { start: span.start, end: span.start + path.length }, role: 'part' });
		}
		if (/^latex_(?:header(?:_extra)?|class_options)$|^latex$/.test(name)) this.#nameInLatex(value, end);
		return this.#findings.markOpaque(at, end);
	}

	/** A citation, an org-ref link, another link or a footnote. */
	#readBracket(at: number): number {
		const text = this.#text;
		const cited = matchAt(opening, text, at);
		if (cited) {
			const limit = this.#paragraphEnd(at);
			return readOrgCitation(text, at, at + cited[0].length, limit < 0 ? text.length : limit, this.#findings);
		}
		const boxed = matchAt(boxedLink, text, at);
		if (!boxed) return this.#findings.markMatch(link, this.#text, at) ?? this.#findings.markMatch(footnote, this.#text, at) ?? at + 1;
		const [all, , , description] = boxed;
		const end = at + all.length;
		const path = { start: at + all.indexOf(':') + 1, end: at + all.indexOf(']') };
		const note = description ? { start: end - 2 - description.length, end: end - 2 } : undefined;
		return this.#readOrgRef(boxed, path, { start: at, end }, note);
	}

	/** An org-ref link without brackets; `undefined` where none begins. */
	#readBareLink(at: number): number | undefined {
		const found = matchAt(bareLink, this.#text, at);
		if (!found) return undefined;
		const end = at + found[0].length;
		return this.#readOrgRef(found, { start: at + found[0].indexOf(':') + 1, end }, { start: at, end });
	}

	#readOrgRef(found: RegExpExecArray, path: Span, group: Span, note?: Span): number {
		if (found.groups!.files) this.#nameBibliographies(path);
		else readOrgRefLink(this.#text, path, group, note, this.#findings);
		this.#findings.markSyntax(group.start, group.end);
		return group.end;
	}

	/** Adds the paths in the list at `list`. */
	#nameBibliographies(list: Span): void {
		const text = this.#text;
		for (const { 0: path, index } of text.slice(list.start, list.end).matchAll(/[^,\s][^,\n]*/g)) {
			const start = list.start + index;
			const span = trimmed(text, start, start + path.length);
			if (!span) continue;
			const written = text.slice(span.start, span.end);
			// The list becomes one of BibTeX's, which leaves the ending out.
			this.#bibliographies.push({ path: /\.\w+$/.test(written) ? written : `${written}.bib`, span });
		}
	}

	/** A LaTeX command, which may cite or name bibliographies (Org manual, "LaTeX fragments"). */
	#readCommand(sign: string, at: number): number {
		const name = sign.slice(1);
		const shape = allCitingCommands.get(name);
		if (shape !== undefined) {
			this.#pairs ??= pairsOf(this.#text);
			const end = cite(this.#text, this.#pairs, at, at + sign.length, shape, this.#findings);
			this.#findings.markSyntax(at, end);
			return end;
		}
		if (/^(?:no)?bibliography$|^addbibresource$/.test(name)) this.#nameInLatex(at, lineEnd(this.#text, at));
		return at + sign.length;
	}

	/** Adds the bibliographies that LaTeX between two offsets names. */
	#nameInLatex(start: number, end: number): void {
		const line = this.#text.slice(start, end);
		for (const file of filesInLatex(line, line, pairsOf(line)).bibliographies)
			this.#bibliographies.push({ ...file, span: shiftedSpan(file.span, start) });
	}

	/** Verbatim text, code or maths between two of the same sign. */
	#readMarked(sign: string, at: number): number {
		const isOpening = /[\s\-({'"]/.test(this.#text[at - 1] ?? ' ');
		const close = isOpening ? this.#closing[sign]!(at + 2) : -1;
		return this.#isInParagraph(at, close) ? this.#findings.markOpaque(at, close + 1) : at + 1;
	}

	#readMath(closing: string, at: number): number {
		const close = this.#find(closing, at + 2);
		return this.#isInParagraph(at, close) ? this.#findings.markOpaque(at, close + 2) : at + 2;
	}

	/** A LaTeX environment, up to its end. */
	#readEnvironment(at: number): number {
		const name = matchAt(environment, this.#text, at)?.[1];
		const close = name ? this.#find(`\\end{${name}}`, at) : -1;
		return close >= 0 ? markEnvironment(this.#text, name!, at, close + name!.length + 6, this.#findings) : at + 6;
	}
}
