import {
	type CardExtras,
	type Document,
	type Formatting,
	hoverCard,
	type Log,
	type Paper,
	type Picture,
	type Reference,
	type ThemeKind,
	type UnknownKeyPlace,
	unknownKeyCard,
} from '../engine/index.js';
import type { ClientOptions } from '../protocol/index.js';
import { Pictures } from './pictures.js';
import { type Printed, type StyleSources, Styles } from './styles.js';

/** Papers as this client can show them: cards with pictures of formulas in the theme's colour, and references in a style. */
export class Presentation {
	readonly #pictures: Pictures;
	readonly #styles: Styles;

	constructor(
		private readonly options: ClientOptions,
		/** Loads what draws formulas; nothing where the platform has none. */
		typesetter: (() => Promise<unknown>) | undefined,
		/** What formats references; nothing where the platform has none. */
		readonly formatting: Formatting | undefined,
		sources: StyleSources,
		log: Log,
	) {
		this.#pictures = new Pictures(typesetter, log);
		this.#styles = new Styles(sources, formatting);
		this.#pictures.kind = options.pictures;
	}

	/** Takes the kind of theme that pictures are drawn for; a client that shows no pictures has none. */
	setTheme(kind: ThemeKind): void {
		if (this.options.pictures !== undefined) this.#pictures.kind = kind;
	}

	/** The card of papers as Markdown. */
	async card(papers: readonly Paper[], extras?: CardExtras): Promise<string> {
		const { html = false, commands = false } = this.options;
		return this.#pictures.card((picture?: Picture) => hoverCard(papers, { html, commands, picture }, extras));
	}

	/** The card of a key at a place that no paper goes by, with the nearest papers. */
	unknownKeyCard(key: string, nearest: readonly Paper[], place: UnknownKeyPlace): string {
		return unknownKeyCard(key, nearest, this.options.commands ? place : undefined);
	}

	/** The papers as the document's own style, or the setting's, prints them. Rejects with a `StyleProblem` where neither can. */
	print(papers: readonly Paper[], document: Document | undefined, as: Printed): Promise<readonly Reference[]> {
		return this.#styles.print(papers, document, as);
	}
}
