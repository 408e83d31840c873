import type { LocalizableMessage } from '../../base/localizableMessage.js';
import type { Span } from '../../base/span.js';
import type { CitingCommand } from './latexDefinitions.js';

/** One citation key in a document's markup. A group such as `[@a; @b]` gives one citation for each key. */
export interface Citation {
	readonly key: string;
	/** Exactly the key, without sigil, braces or blanks. */
	readonly span: Span;
	/** The whole construct that contains the key: `[see @a, p. 3; @b]`, `\citep[p.~3]{a,b}`, `@a`. */
	readonly group: Span;
	/** Text before the key within its citation ("see"), where the markup has such. */
	readonly prefix?: Span;
	/** Locator and suffix ("p. 3"), where the markup has such. */
	readonly locator?: Span;
	/**
	 * Left out for a real citation. `wikilink`: a link to a note named after the key, such as `[[key]]`. `link`: a link to a DOI that the tool
	 * cites. `about`: a paper that the note is on, which it does not cite there. None of them with an unknown key is a problem.
	 */
	readonly kind?: 'wikilink' | 'link' | 'about';
	/** In a list of nothing but keys, where a bare `@word` is no person's name. */
	readonly isListed?: true;
}

/** What the cursor is completing. */
export interface Completing {
	readonly kind: 'citation' | 'wikilink';
	/** What was typed of the query so far: the text of `typed`. May hold blanks. */
	readonly query: string;
	/** From the query's start to the cursor. */
	readonly typed: Span;
	/** What an accepted key replaces: `typed` and what follows the cursor up to the key's end. */
	readonly replaced: Span;
	/** Whether the construct closes by itself (`[@…]`, `\cite{…}`): an empty list is then never answered. */
	readonly bracketed: boolean;
	/** Keys already in the same construct. */
	readonly keys: readonly string[];
}

/** A text that replaces a span of a document; it is inserted at an empty span. UTF-16 offsets. */
export interface Replacement {
	readonly span: Span;
	readonly text: string;
}

/** How to cite: one key or several, in the running text or in brackets, with a locator. */
export interface CitationRequest {
	readonly keys: readonly string[];
	readonly style?: 'parenthetical' | 'narrative';
	readonly locator?: string;
	/** The document that the citation is for: LaTeX cites with the commands that it uses. */
	readonly text?: string;
}

/** A file that a document names. */
export interface NamedFile {
	/** As written, relative to what the markup's tool says; with the ending the tool adds (`\bibliography{a}` names `a.bib`). */
	readonly path: string;
	/** Exactly the path, without quotes or braces. */
	readonly span: Span;
	/**
	 * Left out for a path. `glob`: `path` is a pattern (`*`, `?`, `[…]`, `{a,b}`) for the files that are meant. `unknown`: which file is meant
	 * only a program knows that runs the document, such as the value of an expression. `made`: the tool writes the file from the document. `written`:
	 * code in the document writes it, with entries that only it knows.
	 */
	readonly kind?: 'glob' | 'unknown' | 'made' | 'written';
	/** The citing command (`citesup`) without which the file is not one of the document's: multibib makes both. */
	readonly onlyWith?: string;
	/** Whether the tool that reads the file, BibTeX, takes `Key` and `key` for the same. */
	readonly ignoresCase?: boolean;
}

/** A name in a document that references such as `@name` lead to: a heading's, figure's or equation's, a glossary term. */
export interface Label {
	readonly name: string;
	/** Exactly the name. */
	readonly span: Span;
	/** The entry as the document writes it, in plain words; left out for what is no entry. */
	readonly about?: string;
	/** `identifier`: an HTML identifier, which only is a label where its prefix says so; left out for what is made to be referred to. */
	readonly kind?: 'identifier';
	/** The function that is called with it: it is a key where another file defines that function as one that cites. */
	readonly givenTo?: string;
}

/** A document that another one names: a part of it, or the root that it is itself a part of. */
export interface Include extends NamedFile {
	readonly role: 'part' | 'root';
}

/** A command that a text makes around one that names files, such as `\newcommand{\chapterfile}[1]{\include{chapters/#1}}`. */
export interface NamingCommand {
	/** Without backslash or star. */
	readonly name: string;
	/** The groups by which the naming command in it was found. */
	readonly groups: Readonly<Record<string, string | undefined>>;
	/** The naming command's argument, with `#n` for the command's own. */
	readonly template: string;
	/** Which of the command's arguments in braces it is, from one. */
	readonly place: number;
}

/** A command with arguments on a line of its own, by which another file's naming command may be used. */
export interface CommandLine {
	/** Without backslash or star. */
	readonly name: string;
	/** The command with its arguments. */
	readonly span: Span;
	/** The arguments in braces, with where they are. */
	readonly given: readonly { readonly text: string; readonly span: Span }[];
}

/** A part of a file that is a text of its own, such as a notebook's cell. */
export interface Passage {
	/** The decoded text, not as the file encodes it. */
	readonly text: string;
	/** Its zero-based index among such parts of the file, including those that are not read. */
	readonly index: number;
	/** Returns the place in the file of a span of its text. */
	placed(span: Span): Span;
	/** Returns the offset in its text of an offset in the file; `undefined` for one outside. */
	offsetOf(offset: number): number | undefined;
}

/** What a markup language knows about a text. Never throws on bad text. */
export interface Markup {
	/** Whether `@key` without brackets is how the markup cites, so that it is never a person's name; left out where it may be one. */
	readonly citesByBareKey?: true;
	/** Returns the citations of the text, in order. */
	citations(text: string): readonly Citation[];
	/** Returns the ranges of prose, sorted and without overlaps: no code, maths, comments, link targets or citation keys. */
	prose(text: string): readonly Span[];
	/** The text with letters that markup writes as commands (`\"u`) as themselves, of the same length; left out where a markup has none. */
	withoutAccentCommands?(text: string): string;
	/** Returns what is being completed at `offset`; `undefined` where no citation is being typed. */
	completing(text: string, offset: number): Completing | undefined;
	/** Returns a citation in this markup. */
	write(request: CitationRequest): string;
	/**
	 * Returns how a key replaces the `replaced` span of `completing`: where it would not be read as a key otherwise, in
	 * braces or by another construct, which then replaces more. Unchanged where there is no such form; left out where a markup has none.
	 */
	writeKey?(text: string, replaced: Span, key: string): Replacement;
	/** Returns the bibliography files that the text itself names, in order. */
	bibliographies(text: string): readonly NamedFile[];
	/** Returns the bibliography files that are values of names by which a file of the document may name them, in order; left out where a markup has no such thing. */
	givenFiles?(text: string): readonly NamedFile[];
	/** Returns the documents that the text includes or is part of, in order; left out where a markup has no such thing. */
	includes?(text: string): readonly Include[];
	/** Returns the citing commands that the text defines for itself and for the files around it; left out where a markup has no such thing. */
	definitions?(text: string): readonly CitingCommand[];
	/** Returns the commands around naming ones that the text makes for the files around it; left out where a markup has no such thing. */
	namingCommands?(text: string): readonly NamingCommand[];
	/** Returns the commands on lines of their own that other files may make; left out where a markup has no such thing. */
	commandLines?(text: string): readonly CommandLine[];
	/** The citing commands that the module was created with, as one text: what was read with others must be read again. */
	readonly given?: string;
	/** Returns the labels that the text defines, in order; left out where keys and labels are never mistaken for each other. */
	labels?(text: string): readonly Label[];
	/** Returns the encoded texts in the file, in order, the one that may begin with front matter first; left out where the file is one text. */
	passages?(text: string): readonly Passage[];
	/** Returns why the text cannot be read, as the end of a sentence that begins with its name; `undefined` if it can. */
	damage?(text: string): LocalizableMessage | undefined;
}
