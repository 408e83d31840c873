import type { LocalizableMessage } from '../../base/localizableMessage.js';
import type { Span } from '../../base/span.js';

/** A person or body as bibliographies write it. `literal` holds a corporate author whole. */
export interface Name {
	readonly family: string;
	readonly given?: string;
	/** Nobiliary particle: the "van" of van Gogh. */
	readonly particle?: string;
	/** Generational suffix: the "Jr." of King, Jr. */
	readonly suffix?: string;
	/** A name that is not to be split, such as `{World Health Organization}`; `family` holds it too. */
	readonly literal?: boolean;
	/** The particle stays before the family name in lists, too (biblatex's option `useprefix`, CSL's non-dropping particle). */
	readonly keepsParticle?: boolean;
}

/** Fields by which two records may be known to be of one work, and `url`, which may hold an identifier. */
export type IdentifyingField = 'doi' | 'arxiv' | 'url' | 'title';

/** A name that a record does not state itself. */
export interface OtherName {
	readonly name: string;
	/**
	 * What a text must have for it: the name's own capitals; these and evidence that the paper is meant; or, for a phrase in small letters, that
	 * the phrase is not used throughout. Left out where it asks for nothing.
	 */
	readonly asks?: 'capitals' | 'evidence' | 'rarity';
	/** It is only a guess, from an abstract or from notes. */
	readonly isGuess?: true;
}

/** All nicknames of a record or paper: its own, then the others. */
export const namesOf = ({ names, otherNames }: Pick<SourceRecord, 'names' | 'otherNames'>): readonly string[] =>
	otherNames ? [...new Set([...names, ...otherNames.map(({ name }) => name)])] : names;

export interface Venue {
	readonly full?: string;
	readonly short?: string;
}

/** An item of Zotero's, and its file, as `zotero:` links have them: `library/items/ABCD2345`, `groups/12/items/ABCD2345`. */
export interface ZoteroLink {
	readonly item: string;
	/** The attachment that Zotero opens; left out where there is none. */
	readonly attachment?: string;
	/** The attachment is a PDF. */
	readonly hasPdf?: boolean;
	/** What the item was before it was changed, the last version first; left out where it has been the same since it was first read. */
	readonly earlier?: readonly EarlierRecord[];
}

/** What a record said at an earlier time, as far as an entry that was made of it may say so still. */
export type EarlierRecord = Pick<
	SourceRecord,
	| 'type'
	| 'title'
	| 'authors'
	| 'editors'
	| 'andOthers'
	| 'people'
	| 'year'
	| 'published'
	| 'venue'
	| 'arxiv'
	| 'doi'
	| 'url'
	| 'fields'
	| 'marked'
>;

/**
 * One entry of one source file, in the words of biblatex whatever the file's format: a BibTeX entry, a CSL-JSON
 * item, a RIS record, a Hayagriva entry, the front matter of a summary.
 */
export interface SourceRecord {
	/** The citation key. Empty only where the format has none and none could be made. */
	readonly key: string;
	/** Other keys it answers to (biblatex `ids`). */
	readonly aliases: readonly string[];
	/** biblatex entry type in lower case: `article`, `inproceedings`, `online` … */
	readonly type: string;
	/** Plain text, LaTeX resolved; maths left as `$…$`. */
	readonly title: string;
	readonly alsoTitles: readonly string[];
	readonly authors: readonly Name[];
	readonly editors: readonly Name[];
	/** The author list ends in "and others". */
	readonly andOthers: boolean;
	/** Names in other roles, under biblatex's names for them: `translator`, `bookauthor`, `holder` … Left out where there are none. */
	readonly people?: Readonly<Record<string, readonly Name[]>>;
	/** Year of first appearance. */
	readonly year?: number;
	/** The venue's year where it differs from `year`. */
	readonly published?: number;
	readonly venue?: Venue;
	/** arXiv identifier without version or prefix: `1606.03657`, `cs/9901002`. */
	readonly arxiv?: string;
	/** DOI without resolver: `10.1038/nature14539`. */
	readonly doi?: string;
	readonly url?: string;
	/**
	 * Those of these fields that the record has from a parent (biblatex `crossref`, `xdata`) and does not state itself. They are shown,
	 * but they identify the parent: a paper of a volume is not the volume.
	 */
	readonly inherited?: readonly IdentifyingField[];
	/** Nicknames as people write them in running text. */
	readonly names: readonly string[];
	/** Names that people use and the record does not state: from the list of well-known names, or guessed from its abstract. */
	readonly otherNames?: readonly OtherName[];
	readonly topics: readonly string[];
	/** Names of the collections that the user has put it into in a reference manager: "Thesis / Chapter 2". Left out where there are none. */
	readonly collections?: readonly string[];
	/** What it is in Zotero; left out where it does not come from there. */
	readonly zotero?: ZoteroLink;
	/** Keys of related papers. */
	readonly related: readonly string[];
	/** TeX of the formula that carries the paper. */
	readonly equation?: string;
	/** One or two sentences of what the paper claims (Markdown): a summary's first paragraph. */
	readonly claim?: string;
	/** A summary's text follows the front matter, from this offset of the source on. */
	readonly body?: number;
	readonly hasAbstract: boolean;
	/**
	 * Remaining bibliographic fields under their biblatex names (`volume`, `number`, `pages`, `publisher` …), plain text; variables of CSL that
	 * biblatex has no field for under their own names behind `csl-`.
	 */
	readonly fields: Readonly<Record<string, string>>;
	/**
	 * The LaTeX of those of these texts whose plain text says less: letters that are to keep their case, emphasis, lists with an "and" in
	 * braces. By the names of `fields`, or `title` and `container` (the venue's); braces are balanced. Left out where there are none.
	 */
	readonly marked?: Readonly<Record<string, string>>;
	/** Its titles are printed with the letters that they have: those of BibTeX are sentences that styles may write in either case. */
	readonly keepsTitleCase?: boolean;
	/** The whole entry in its source. */
	readonly span: Span;
	/** The citation key in its source. */
	readonly keySpan: Span;
}

/** A field that a record states itself; nothing where it lacks the field or only inherits it. */
export const stated = <Field extends IdentifyingField>(
	record: Pick<SourceRecord, Field | 'inherited'>,
	field: Field,
): SourceRecord[Field] | undefined => (record.inherited?.includes(field) ? undefined : record[field]);

/** The record as an entry of its own: without the identifiers of a parent, which would be taken for its own there. */
export function asOwnEntry<R extends SourceRecord>(record: R): R {
	if (record.inherited === undefined) return record;
	const { inherited, ...own } = record;
	for (const field of inherited) if (field !== 'title') delete own[field];
	return own as R;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * What exactly is wrong where a code covers many mistakes (`broken-entry`, `broken-summary`). These names never change: quick fixes
 * choose by them, never by a message. docs/diagnostics.md lists them.
 */
export type Fault =
	| 'ambiguous-escape'
	| 'circular-inheritance'
	| 'deep-inheritance'
	| 'duplicate-field'
	| 'extra-delimiter'
	| 'invalid-json'
	| 'invalid-key'
	| 'invalid-list'
	| 'invalid-text'
	| 'invalid-venue'
	| 'invalid-yaml'
	| 'invalid-year'
	| 'long-macro'
	| 'mismatched-delimiter'
	| 'missing-brace'
	| 'missing-comma'
	| 'missing-equals'
	| 'missing-field-name'
	| 'missing-fields'
	| 'missing-key'
	| 'missing-title'
	| 'missing-value'
	| 'stray-text'
	| 'unclosed-brace'
	| 'unclosed-comment'
	| 'unclosed-entry'
	| 'unclosed-quote'
	| 'unclosed-record'
	| 'undelimited-value'
	| 'unprotected-quote'
	| 'unread-rest'
	| 'wide-inheritance';

/** Something wrong in a source file, at its place. */
export interface Problem {
	/** Stable, kebab-case: `broken-entry`, `broken-summary`, `missing-field` … Settings and ignore comments name it. */
	readonly code: string;
	/** Which of the mistakes that the code covers; left out where it covers one. */
	readonly fault?: Fault;
	readonly message: LocalizableMessage;
	readonly span: Span;
	readonly severity: Severity;
}

/** What a format makes of a text. Formats never throw on bad text: what is readable is in `records`, the rest in `problems`. */
export interface Reading {
	readonly records: readonly SourceRecord[];
	readonly problems: readonly Problem[];
}

const none: readonly never[] = Object.freeze([]);

/** A record with every list empty, to be spread under what a format found. */
export const emptyRecord: SourceRecord = Object.freeze({
	key: '',
	aliases: none,
	type: 'misc',
	title: '',
	alsoTitles: none,
	authors: none,
	editors: none,
	andOthers: false,
	names: none,
	topics: none,
	related: none,
	hasAbstract: false,
	fields: Object.freeze({}),
	span: { start: 0, end: 0 },
	keySpan: { start: 0, end: 0 },
});
