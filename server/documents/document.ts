import { type Span, spanAt } from '../base/span.js';
import type { Library } from '../library/library.js';
import { markupOf } from './markup/languages.js';
import type { Citation, Markup } from './markup/markup.js';
import { type Mention, recogniserOf } from './names.js';

/** A text the user writes, at one version. What is asked of it is computed once and kept until the text changes. */
export class Document {
	readonly markup: Markup | undefined;
	#citations: readonly Citation[] | undefined;
	#prose: readonly Span[] | undefined;
	#mentions: { readonly library: Library; readonly mentions: readonly Mention[] } | undefined;

	constructor(
		readonly uri: string,
		readonly languageId: string,
		readonly version: number,
		readonly text: string,
	) {
		this.markup = markupOf(languageId);
	}

	/** The citations in the text, in order. */
	get citations(): readonly Citation[] {
		this.#citations ??= this.markup?.citations(this.text) ?? [];
		return this.#citations;
	}

	/** The ranges of running text, in order. */
	get prose(): readonly Span[] {
		this.#prose ??= this.markup?.prose(this.text) ?? [];
		return this.#prose;
	}

	/** The papers named in the running text, in order. */
	mentions(library: Library): readonly Mention[] {
		if (this.#mentions?.library !== library)
			this.#mentions = { library, mentions: recogniserOf(library).mentionsIn(this.text, this.prose) };
		return this.#mentions.mentions;
	}

	citationAt(offset: number): Citation | undefined {
		return spanAt(this.citations, offset, (citation) => citation.span);
	}

	mentionAt(library: Library, offset: number): Mention | undefined {
		return spanAt(this.mentions(library), offset, (mention) => mention.span);
	}

	textOf(span: Span): string {
		return this.text.slice(span.start, span.end);
	}
}
