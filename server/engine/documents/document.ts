import { resultOf } from '../base/inSlices.js';
import { type Span, spanAt } from '../base/span.js';
import { bundledKey } from '../library/bundled.js';
import type { Library } from '../library/library.js';
import { markupOf, readingMarkup } from './markup/languages.js';
import type { Citation, Markup, Replacement } from './markup/markup.js';
import { clipped } from './markup/ranges.js';
import type { NameableBundled } from './mentions/bundled.js';
import type { Candidate } from './mentions/candidate.js';
import type { Mention } from './mentions/mention.js';
import { movedCandidate, type Recogniser, recogniserOf } from './mentions/mentions.js';
import { changedRange, sameCitationsOutside } from './mentions/reuse.js';

/** A text the user writes, at one version. What is asked of it is computed once and kept until the text changes. */
export class Document {
	#citations: readonly Citation[] | undefined;
	#prose: readonly Span[] | undefined;
	#mentions:
		| {
				readonly library: Library;
				readonly version: string;
				readonly candidates: readonly Candidate[];
				readonly bundled: NameableBundled;
				readonly mentions: readonly Mention[];
		  }
		| undefined;
	#previous: Document | undefined;
	/** What the language knows about the text: nothing where that is larger than notes are read. */
	readonly markup: Markup | undefined;

	/** `previous` is the document before an edit: what the edit did not touch is not looked at again. `markup` is the language's where left out. */
	constructor(
		readonly uri: string,
		readonly languageId: string,
		/** The editor's number for the text; null where no editor has it open. */
		readonly version: number | null,
		readonly text: string,
		previous?: Document,
		/** The markup as it was given. */
		readonly givenMarkup: Markup | undefined = markupOf(languageId),
		/** URIs of the files that a document cites from; left out where nobody looks for them. */
		private readonly bibliographiesOf?: (document: Document) => readonly string[],
	) {
		this.markup = givenMarkup && readingMarkup(givenMarkup, text);
		if (previous?.languageId !== languageId || previous.markup !== this.markup) return;
		// Of those before only the last that was asked is kept.
		this.#previous = previous.#mentions ? previous : previous.#previous;
		previous.#previous = undefined;
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
		return resultOf(this.mentionsInSteps(library));
	}

	/** The same in steps, for a text that nobody waits for. */
	*mentionsInSteps(library: Library): Generator<undefined, readonly Mention[], void> {
		const recogniser = recogniserOf(library);
		const { version } = recogniser;
		if (this.#mentions?.library === library && this.#mentions.version === version) return this.#mentions.mentions;
		const before = this.#previous;
		this.#previous = undefined;
		const known = before ? before.#mentions : undefined;
		const isKnown = before && known?.library === library && known.version === version;
		const citations = () => this.citations;
		const nameable = (candidates: readonly Candidate[]): NameableBundled =>
			bundledKey(this.uri) === undefined ? recogniser.nameableBundled(citations, candidates) : recogniser.allBundled;
		const first = isKnown ? known.bundled : nameable([]);
		yield;
		// Each of these steps takes milliseconds while its code has not run often.
		const { prose } = this;
		yield;
		let candidates = isKnown
			? this.#candidatesAfter(before, known, recogniser)
			: recogniser.candidatesIn(this.#withoutAccentCommands, prose, first);
		yield;
		// What the text itself shows to be its subject may be named by less.
		const bundled = nameable(candidates);
		if (!bundled.areAlike(first)) candidates = recogniser.candidatesIn(this.#withoutAccentCommands, prose, bundled);
		yield;
		const mentions = yield* recogniser.judging(candidates, this.#judged);
		this.#mentions = { library, version, candidates, bundled, mentions };
		return mentions;
	}

	/** Gives up the mentions that were found. Until then a document keeps the library in memory that it was asked for last. */
	forgetMentions(): void {
		this.#mentions = undefined;
		this.#previous = undefined;
	}

	/** The keys of the bundled papers that the text cites or names beyond doubt. */
	evidentBundled(library: Library): readonly string[] {
		this.mentions(library);
		return Array.from(this.#mentions!.bundled.evident, (number) => library.record(number)!.key);
	}

	/** What the running text would name if the user had not ruled it out, in order. */
	ruledOutMentions(library: Library): readonly Mention[] {
		const mentions = this.mentions(library);
		const candidates = this.#mentions?.candidates ?? [];
		const all = recogniserOf(library).mentionsAmong(candidates, { ...this.#judged, ignoresChoices: true });
		return all.flatMap(({ span, papers }) => {
			const left = mentions.find((mention) => mention.span.start === span.start && mention.span.end === span.end)?.papers ?? [];
			const ruledOut = papers.filter((paper) => !left.includes(paper) && library.choices.denies(this.textOf(span), paper, this.uri));
			return ruledOut.length === 0 ? [] : [{ span, papers: ruledOut }];
		});
	}

	/** The phrases that the text has in small letters without a citation, although they are titles: its topics. Folded. */
	topics(library: Library): readonly string[] {
		this.mentions(library);
		return recogniserOf(library).topicsAmong(this.#mentions?.candidates ?? [], this.#judged);
	}

	get #judged() {
		const { text, uri, bibliographiesOf } = this;
		return { text, uri, citations: () => this.citations, bibliographies: bibliographiesOf && (() => bibliographiesOf(this)) };
	}

	get #withoutAccentCommands(): string {
		return this.markup?.withoutAccentCommands?.(this.text) ?? this.text;
	}

	#candidatesAfter(
		before: Document,
		{ candidates: known, bundled }: { readonly candidates: readonly Candidate[]; readonly bundled: NameableBundled },
		recogniser: Recogniser,
	): Candidate[] {
		const range = changedRange(before, this);
		const { start, end, oldEnd } = range;
		const isCitedAlike = sameCitationsOutside(before.citations, this.citations, range);
		const moved = (candidate: Candidate, by: number, distance: number) => movedCandidate(candidate, by, isCitedAlike ? distance : 0);
		const kept = known.filter(({ span }) => span.end <= start).map((candidate) => moved(candidate, 0, start - candidate.span.end));
		const following = known
			.filter(({ span }) => span.start >= oldEnd && span.end > start)
			.map((candidate) => moved(candidate, end - oldEnd, candidate.span.start - oldEnd));
		return [...kept, ...recogniser.candidatesIn(this.#withoutAccentCommands, clipped(this.prose, start, end), bundled), ...following];
	}

	/** The text that may begin with front matter. */
	get head(): string {
		const passages = this.markup?.passages?.(this.text);
		return passages ? (passages[0]?.text ?? '') : this.text;
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

	/** What is to be written where `replaced` becomes a citation of a key: in the form that is read as the key there. */
	written(replaced: Span, key: string): Replacement {
		return this.markup?.writeKey?.(this.text, replaced, key) ?? { span: replaced, text: key };
	}
}
