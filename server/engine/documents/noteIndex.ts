import { isMap, isScalar, isSeq } from 'yaml';
import { addToSet } from '../base/grouping.js';
import type { LocalizableMessage } from '../base/localizableMessage.js';
import type { Span } from '../base/span.js';
import { fileNameOf, withoutEscapes } from '../base/uri.js';
import { parseYaml } from '../base/yaml.js';
import { frontMatterOf } from '../library/formats/summary.js';
import { identifierKeysOf, isIdentifierKey } from '../library/identifierKeys.js';
import type { Library } from '../library/library.js';
import type { Paper } from '../library/paper.js';
import { type Call, callsIn, isAlias } from './calledNames.js';
import { Document } from './document.js';
import { markupOf } from './markup/languages.js';
import { markdownIncludes } from './markup/markdownIncludes.js';
import type { Label, Markup } from './markup/markup.js';
import { recogniserOf } from './mentions/mentions.js';
import { type NotedMentions, packMentions, spansNaming } from './notedMentions.js';
import type { IncludingDocument } from './project/projectView.js';

/** A place in a note where a paper is cited or named. */
export interface Reference {
	readonly uri: string;
	readonly span: Span;
	readonly kind: 'citation' | 'mention';
}

/** The Markdown files that a note takes in, and what it says for them. */
export interface Including {
	/** Its front matter with the lines around it; empty where it has none. */
	readonly head: string;
	/** Paths as written. */
	readonly files: readonly string[];
}

/** What is kept of a note: its citations, and who is named in it. */
export interface Note {
	readonly languageId: string;
	readonly citations: readonly { readonly key: string; readonly span: Span }[];
	/** The keys of the papers that the note is on, by its front matter or its name; left out where it is on none. */
	readonly about?: readonly string[];
	/** Phrases that it has in small letters without citing the papers that have them as titles, folded; left out where there are none. */
	readonly topics?: readonly string[];
	/** What it calls papers; left out where it calls none. */
	readonly calls?: readonly Call[];
	/** The notebook that the note is an open cell of. */
	readonly within?: string;
	/** The citing commands that it was read with beside those that everybody knows: `Markup.given`. */
	readonly given?: string;
	/** The labels that it defines; left out where there are none, and in LaTeX and Typst, where those of a whole document are known. */
	readonly labels?: readonly Label[];
	/** What it takes in from other Markdown files; left out where there are none. */
	readonly including?: Including;
	/** Why the file cannot be read, in words that follow its name. */
	readonly damage?: LocalizableMessage;
	readonly mentions: NotedMentions;
	/** The keys of the bundled papers that it cites or names beyond doubt; left out where there are none. */
	readonly bundled?: readonly string[];
	/** The names that were looked for: `Recogniser.version`. */
	readonly version: string;
}

/** What all notes of the workspace cite and mention. Kept up to date by the caller, which sees files and documents change. */
export class NoteIndex {
	readonly #notes = new Map<string, Note>();
	/** URIs of notes by the keys they cite and the papers they name. */
	readonly #byKey = new Map<string, Set<string>>();
	/** URIs of notes by the keys of the papers they are on. */
	readonly #about = new Map<string, Set<string>>();

	/** URIs of notes by the names of the files that they include. */
	readonly #including = new Map<string, Set<string>>();

	/** The same as `including` gives them, as far as they were asked for. */
	readonly #includingNow = new Map<string, readonly IncludingDocument[]>();

	/** How many notes cite or name a bundled paper, by its key. */
	readonly #bundled = new Map<string, number>();

	#labels: { readonly version: number; readonly all: readonly (Label & { readonly uri: string })[] } | undefined;

	/** The markup module for a note. */
	markupOf: (uri: string, languageId: string) => Markup | undefined = (_, languageId) => markupOf(languageId);

	/** URIs of the files that a note cites from. */
	bibliographiesOf: (document: Document) => readonly string[] = () => [];

	/** Whether names of papers are looked for in notes. Where they are not, a note has its citations and no mentions, names or topics. */
	isNaming = true;

	/** Grows whenever a note on a paper comes or goes. */
	notesOnVersion = 0;

	/** Grows whenever a note defines other labels than before. */
	labelsVersion = 0;

	/** Grows whenever a note includes other files than before, or says something else for them. */
	includesVersion = 0;

	/** Grows whenever what some note cites or names may be another. */
	version = 0;

	get size(): number {
		return this.#notes.size;
	}

	/** The notes' URIs. */
	get uris(): Iterable<string> {
		return this.#notes.keys();
	}

	note(uri: string): Note | undefined {
		return this.#notes.get(uri);
	}

	/** Takes in a note's text, replacing what was known of it; `within` is the notebook that it is a cell of. */
	update(document: Document, library: Library, within?: string): void {
		this.put(document.uri, {
			languageId: document.languageId,
			citations: document.citations.map(({ key, span }) => ({ key, span })),
			...(this.isNaming ? namesIn(document, library) : { mentions: packMentions([]), version: '' }),
			...aboutOf(document),
			...damageOf(document),
			...labelsIn(document),
			...includingIn(document),
			...(document.markup?.given ? { given: document.markup.given } : undefined),
			...(within === undefined ? undefined : { within }),
		});
	}

	/** Takes in what was found in a note before. */
	put(uri: string, note: Note): void {
		this.version++;
		const version = this.notesOnVersion;
		const before = this.#notes.get(uri)?.about?.join(' ');
		const labelsBefore = this.#notes.get(uri)?.labels;
		const { labelsVersion, includesVersion } = this;
		const includingBefore = JSON.stringify(this.#notes.get(uri)?.including);
		this.remove(uri);
		this.includesVersion = includingBefore === JSON.stringify(note.including) ? includesVersion : includesVersion + 1;
		for (const name of namesIncluded(note)) {
			addToSet(this.#including, name, uri);
			this.#includingNow.delete(name);
		}
		this.labelsVersion = namesOf(labelsBefore) === namesOf(note.labels) ? labelsVersion : labelsVersion + 1;
		this.#notes.set(uri, note);
		for (const key of note.about ?? []) addToSet(this.#about, key, uri);
		for (const key of note.bundled ?? []) this.#bundled.set(key, (this.#bundled.get(key) ?? 0) + 1);
		this.notesOnVersion = note.about?.join(' ') === before ? version : version + 1;
		for (const key of keysOf(note)) {
			addToSet(this.#byKey, key, uri);
		}
	}

	remove(uri: string): void {
		const note = this.#notes.get(uri);
		if (!note) return;
		this.version++;
		this.#notes.delete(uri);
		if (note.labels) this.labelsVersion++;
		if (note.including) this.includesVersion++;
		for (const name of namesIncluded(note)) {
			const others = this.#including.get(name);
			this.#includingNow.delete(name);
			others?.delete(uri);
			if (others?.size === 0) this.#including.delete(name);
		}
		for (const key of note.about ?? []) {
			const others = this.#about.get(key);
			others?.delete(uri);
			if (others?.size === 0) this.#about.delete(key);
		}
		for (const key of note.bundled ?? []) {
			const left = this.#bundled.get(key)! - 1;
			if (left > 0) this.#bundled.set(key, left);
			else this.#bundled.delete(key);
		}
		if (note.about) this.notesOnVersion++;
		for (const key of keysOf(note)) {
			const uris = this.#byKey.get(key);
			uris?.delete(uri);
			if (uris?.size === 0) this.#byKey.delete(key);
		}
	}

	/** Whether some note cites `key` itself. */
	cites(key: string): boolean {
		return this.citing(key).length > 0;
	}

	/** Whether other names or citing commands were looked for in a note than there are now. */
	isStale(uri: string, library: Library): boolean {
		const note = this.#notes.get(uri);
		if (note === undefined || (this.isNaming && note.version !== recogniserOf(library).version)) return true;
		return (this.markupOf(uri, note.languageId)?.given ?? '') !== (note.given ?? '');
	}

	/** Where a paper is cited by any of its keys or named, note by note, in the order of the text. */
	references(paper: Paper): Reference[] {
		const keys = new Set([...paper.keys, ...identifierKeysOf(paper)].map(withoutCase));
		const uris = new Set([...keys].flatMap((key) => [...(this.#byKey.get(key) ?? [])]));
		return [...uris].sort().flatMap((uri) => {
			const note = this.#notes.get(uri);
			if (!note) return [];
			const cited = note.citations
				.filter(({ key }) => keys.has(withoutCase(key)))
				.map(({ span }): Reference => ({ uri, span, kind: 'citation' }));
			const named = spansNaming(note.mentions, (key) => keys.has(withoutCase(key)));
			return [...cited, ...named.map((span): Reference => ({ uri, span, kind: 'mention' }))].sort((a, b) => a.span.start - b.span.start);
		});
	}

	/** The notes that include a Markdown file of some name, whatever its folder; the same array, of the same objects, until there are others. */
	including(name: string): readonly IncludingDocument[] {
		let known = this.#includingNow.get(name);
		if (!known) {
			known = [...(this.#including.get(name) ?? [])]
				.sort()
				.slice(0, mostIncluding)
				.map((uri) => asIncluding(uri, this.#notes.get(uri)!));
			this.#includingNow.set(name, known);
		}
		return known;
	}

	/** The notes, in the order in which they were found. */
	get all(): Iterable<Note> {
		return this.#notes.values();
	}

	/** The labels that notes define, note by note. */
	get labels(): readonly (Label & { readonly uri: string })[] {
		if (this.#labels?.version === this.labelsVersion) return this.#labels.all;
		const all = Array.from(this.#notes, ([uri, { labels = [] }]) => labels.map((label) => ({ ...label, uri }))).flat();
		this.#labels = { version: this.labelsVersion, all };
		return all;
	}

	/** The files that cannot be read, and why, sorted. */
	get damaged(): readonly { readonly uri: string; readonly damage: LocalizableMessage }[] {
		const found = Array.from(this.#notes, ([uri, { damage }]) => (damage === undefined ? [] : [{ uri, damage }])).flat();
		return found.sort((a, b) => (a.uri < b.uri ? -1 : 1));
	}

	/** How many bundled papers some note cites or names beyond doubt. */
	get bundledCount(): number {
		return this.#bundled.size;
	}

	/** The keys of the bundled papers that some note cites or names beyond doubt. */
	get bundledKeys(): ReadonlySet<string> {
		return new Set(this.#bundled.keys());
	}

	/** The notes that cite `key` itself, sorted. */
	citing(key: string): readonly string[] {
		const uris = [...(this.#byKey.get(withoutCase(key)) ?? [])].sort();
		return uris.filter((uri) => this.#notes.get(uri)?.citations.some((citation) => citation.key === key));
	}

	/** The notes on a paper, wherever they are: those that name it in their front matter or by their name. */
	notesOn(paper: Pick<Paper, 'keys'>): readonly string[] {
		return [...new Set(paper.keys.flatMap((key) => [...(this.#about.get(key) ?? [])]))].sort();
	}

	/** The keys of the papers that there are notes on, in the order in which they were found. */
	get keysWithNotes(): Iterable<string> {
		return this.#about.keys();
	}

	/** Whether there is a note on a paper. */
	hasNoteOn({ keys }: Pick<Paper, 'keys'>): boolean {
		return keys.some((key) => (this.#about.get(key)?.size ?? 0) > 0);
	}

	/** The notes that cite or name a paper, in no order; a notebook is one. */
	mentioning(paper: Pick<Paper, 'keys' | 'doi' | 'arxiv'>): ReadonlySet<string> {
		const uris = [...paper.keys, ...identifierKeysOf(paper)].flatMap((key) => [...(this.#byKey.get(withoutCase(key)) ?? [])]);
		return new Set(uris.map((uri) => this.#notes.get(uri)?.within ?? uri));
	}

	/** How many notes cite or name a paper. */
	countOf(paper: Paper): number {
		return this.mentioning(paper).size;
	}
}

/** More notes than this are not told apart that include files of one name. */
const mostIncluding = 1000;

const includingDocuments = new WeakMap<Note, IncludingDocument>();

/** A note as a document that includes others. */
function asIncluding(uri: string, note: Note): IncludingDocument {
	const known = includingDocuments.get(note);
	if (known) return known;
	const document = { uri, languageId: note.languageId, ...note.including! };
	includingDocuments.set(note, document);
	return document;
}

const frontMatter = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
/** Fields that say which paper a note is on: ours, and those of plugins for literature notes in Obsidian and Dendron. */
const aboutField = /^(?:paper|citekey|citation-?key|aliases)[ \t]*:/im;

/** A file's name that is a key: behind an `@` any, else one with a year, since others may be ordinary words (`inbox.md`). */
const keyAsName = /^(?:@([^@]+)|(\p{L}[\p{L}_:+-]+(?:1[5-9]|20)?\d\d[\p{L}_:+-]*))\.(?:md|markdown|org)$/iu;

/**
 * The papers that a note is on: by its front matter, also by an alias that is a citation (`"@key"`), by the property in which Org-roam has them, or by
 * its file's name (`@key.md`, `doe1999.md`, `doe1999.org`).
 */
function aboutOf({ uri, head, languageId, citations }: Document): Pick<Note, 'about'> | undefined {
	const [, marked, plain] = keyAsName.exec(withoutEscapes(fileNameOf(uri))) ?? [];
	const named = marked ?? plain;
	const yaml = head.startsWith('---') ? frontMatter.exec(head.slice(0, 10_000))?.[1] : undefined;
	const linked = languageId === 'org' ? citations.filter(({ kind }) => kind === 'about').map(({ key }) => key) : [];
	const keys = [
		...(yaml !== undefined && aboutField.test(yaml) ? keysInYaml(yaml) : []),
		...linked,
		...(named === undefined ? [] : [named]),
	];
	return keys.length === 0 ? undefined : { about: [...new Set(keys)] };
}

/** The papers that a note names, and what it calls papers and topics. */
const namesIn = (document: Document, library: Library): Pick<Note, 'mentions' | 'version' | 'bundled' | 'calls' | 'topics'> => ({
	mentions: packMentions(document.mentions(library).map(({ papers, span }) => ({ keys: papers.flatMap(({ keys }) => keys), span }))),
	version: recogniserOf(library).version,
	...bundledIn(document, library),
	...callsOf(document),
	...topicsOf(document, library),
});

function topicsOf(document: Document, library: Library): Pick<Note, 'topics'> | undefined {
	const topics = document.topics(library);
	return topics.length === 0 ? undefined : { topics };
}

/** What a note calls papers: by names in its front matter, where it is on one paper, and beside citations. */
function callsOf(document: Document): Pick<Note, 'calls'> | undefined {
	const { text, citations, head } = document;
	const keys = aboutOf(document)?.about ?? [];
	const [key] = keys;
	const said = key !== undefined && keys.length === 1 && head.startsWith('---') ? namesInFrontMatter(head, keys) : [];
	const calls = [...said.map((name): Call => ({ key: key!, name, how: 'said' })), ...callsIn(text, citations)];
	return calls.length === 0 ? undefined : { calls };
}

/** The names of its paper that the front matter of a note has: `names`, and `aliases` as Obsidian has them. */
function namesInFrontMatter(head: string, keys: readonly string[]): readonly string[] {
	const yaml = frontMatter.exec(head.slice(0, 10_000))?.[1] ?? '';
	if (!/^(?:names|aliases)[ \t]*:/im.test(yaml)) return [];
	const { contents } = parseYaml(yaml, { schema: 'failsafe', logLevel: 'silent', uniqueKeys: false });
	if (!isMap(contents)) return [];
	return contents.items.flatMap(({ key, value }) => {
		if (!isScalar(key) || !/^(?:names|aliases)$/i.test(String(key.value))) return [];
		const values = (isSeq(value) ? value.items : [value]).flatMap((each) => (isScalar(each) ? [String(each.value).trim()] : []));
		return values.filter((written) => isAlias(written, keys));
	});
}

function keysInYaml(yaml: string): readonly string[] {
	const { contents } = parseYaml(yaml, { schema: 'failsafe', logLevel: 'silent', uniqueKeys: false });
	if (!isMap(contents)) return [];
	return contents.items.flatMap(({ key, value }) => {
		const name = isScalar(key) ? String(key.value).toLowerCase() : '';
		if (!aboutField.test(`${name}:`)) return [];
		const values = (isSeq(value) ? value.items : [value]).flatMap((each) => (isScalar(each) ? [String(each.value).trim()] : []));
		return values.flatMap((written) => (name !== 'aliases' || written.startsWith('@') ? [written.replace(/^@/, '')] : [])).filter(isKey);
	});
}

function bundledIn(document: Document, library: Library): Pick<Note, 'bundled'> | undefined {
	const bundled = document.evidentBundled(library);
	return bundled.length === 0 ? undefined : { bundled };
}

const isKey = (text: string): boolean => /^[^\s#]+$/.test(text);

function labelsIn({ languageId, markup, text }: Document): Pick<Note, 'labels'> | undefined {
	const labels = /^(?:latex|tex|typst)$/.test(languageId) ? [] : (markup?.labels?.(text) ?? []);
	return labels.length === 0 ? undefined : { labels };
}

function includingIn({ languageId, head, text }: Document): Pick<Note, 'including'> | undefined {
	if (!/^(?:markdown|quarto|rmd)$/.test(languageId)) return undefined;
	const files = markdownIncludes(text);
	return files.length === 0 ? undefined : { including: { head: head.slice(0, frontMatterOf(head)?.end ?? 0), files } };
}

/** The names of the files that a note includes. */
const namesIncluded = ({ including }: Note): readonly string[] => [...new Set(including?.files.map(fileNameOf))];

const namesOf = (labels: readonly Label[] = []): string => labels.map(({ name }) => name).join('\n');

function damageOf({ markup, text }: Document): Pick<Note, 'damage'> | undefined {
	const damage = markup?.damage?.(text);
	return damage === undefined ? undefined : { damage };
}

function keysOf({ citations, mentions }: Pick<Note, 'citations' | 'mentions'>): Set<string> {
	return new Set([...citations.map(({ key }) => key), ...mentions.keys].map(withoutCase));
}

/** Identifiers are the same whatever the case of their letters; other keys are not. */
const withoutCase = (key: string): string => (isIdentifierKey(key) ? key.toLowerCase() : key);

/** A note that no editor has open. */
export const closedNote = (
	uri: string,
	languageId: string,
	text: string,
	markup?: Markup,
	bibliographiesOf?: (document: Document) => readonly string[],
): Document => new Document(uri, languageId, null, text, undefined, markup, bibliographiesOf);
