import { URI, Utils } from 'vscode-uri';
import {
	cslItemOf,
	type Document,
	type Formatting,
	fileNameOf,
	type Locales,
	l10n,
	localeFor,
	localize,
	type NamedStyle,
	type Paper,
	type Reference,
	readStyle,
	type StyleFacts,
	shippedLocales,
	shippedStyles,
	wellFormed,
} from '../engine/index.js';

/** Something about a style that the user has to know; its message is a sentence for them. */
export class StyleProblem extends Error {}

/** Whether papers are printed as a list of references, or each for itself. */
export type Printed = 'list' | 'each';

/** Where styles are looked for. */
export interface StyleSources {
	/** The name or path that the setting gives. */
	styleSetting(): string;
	/** The URIs that a path in a setting may mean, in order. */
	placesOf(path: string): readonly string[];
	/** The style that a document or its project names, and the document's language. */
	styleOf(document: Document): { readonly style?: NamedStyle; readonly language?: string };
	/** The URIs that a style which a document or its project names may have, in order. */
	placesOfNamed(style: NamedStyle, document: Document): readonly string[];
	/** The text of an open document or a file; nothing where there is none, or it cannot be read. */
	textIfThere(uri: string): Promise<string | undefined>;
}

/** Which style prints a document's references. */
export class Styles {
	constructor(
		private readonly sources: StyleSources,
		private readonly parts: Formatting | undefined,
	) {}

	/**
	 * The papers as the `csl:` of the document or its project prints them, else as the setting's style does: as a list, or each on its own, for which a note
	 * will do. Rejects with a `StyleProblem` where neither can.
	 */
	async print(papers: readonly Paper[], document: Document | undefined, as: Printed): Promise<readonly Reference[]> {
		if (!this.parts) throw new StyleProblem(l10n.t('Formatted references are not available here.'));
		const own = document ? this.sources.styleOf(document) : {};
		const { name, text, facts } = await this.#style(document, own.style, as);
		const locales = await this.#localesFor(this.parts, own.language ?? facts.language);
		const request = { style: text, locales, language: own.language, items: papers.map(cslItemOf) };
		const answer = await this.parts.make(request);
		if ('references' in answer) return answer.references;
		const reason = localize(answer.reason);
		switch (answer.failure) {
			case 'processor':
				throw new StyleProblem(l10n.t('The citation processor citeproc-js could not be loaded: {0}', reason));
			case 'style':
				throw new StyleProblem(l10n.t('The style “{0}” cannot be used: {1}', name, reason));
			case 'papers':
				throw new StyleProblem(l10n.t('The references could not be formatted: {0}', reason));
		}
	}

	/** American English, which every style falls back on, and the language's own locale where one is shipped. */
	async #localesFor({ text }: Formatting, language: string | undefined): Promise<Locales> {
		const tags = new Set(['en-US', localeFor(language ?? 'en-US', shippedLocales)]);
		return Object.fromEntries(await Promise.all([...tags].map(async (tag) => [tag, await text(`locales-${tag}.xml`)] as const)));
	}

	/** The style's text, of the style that it points to if it is a dependent one. */
	async #style(document: Document | undefined, named: NamedStyle | undefined, as: Printed): Promise<FoundStyle> {
		const found = await (named && document ? this.#named(named, document) : this.#set());
		const { parent } = found.facts;
		if (parent === undefined) return fitFor(found, as);
		const beside = found.folder === undefined ? undefined : await this.#file(Utils.joinPath(found.folder, `${parent}.csl`), parent);
		const independent = beside ?? (await this.#shipped(parent));
		if (!independent)
			throw new StyleProblem(
				l10n.t(
					'The style “{0}” only points to the style “{1}”, which does not come with Lectern. Put {1}.csl beside it.',
					found.name,
					parent,
				),
			);
		return fitFor(independent, as);
	}

	/** The style that a document or its project names: a file, else a shipped one of that name. */
	async #named(named: NamedStyle, document: Document): Promise<FoundStyle> {
		const { path, by } = named;
		if (/^https?:/i.test(path))
			throw new StyleProblem(
				l10n.t('The style “{0}” is on the network, where Lectern does not look. Download it and name the file.', path),
			);
		const places = this.sources.placesOfNamed(named, document).map((place) => URI.parse(place));
		for (const place of places) {
			const file = await this.#file(place, path);
			if (file) return file;
		}
		const style = await this.#shipped(
			wellFormed(path)
				.replace(/^.*[\\/]/, '')
				.replace(/\.csl$/i, ''),
		);
		if (style) return style;
		const tried = places[0]?.fsPath ?? path;
		throw new StyleProblem(
			by === document.uri
				? l10n.t('The style “{0}” that the document names with “csl:” is not there: {1} cannot be read.', path, tried)
				: l10n.t('The style “{0}” that {1} names with “csl:” is not there: {2} cannot be read.', path, fileNameOf(by), tried),
		);
	}

	/** The style of the setting: a shipped one's name, or a path (absolute, from the home folder or from a workspace folder). */
	async #set(): Promise<FoundStyle> {
		const name = this.sources.styleSetting().trim();
		const shipped = await this.#shipped(name);
		if (shipped) return shipped;
		const places = this.sources.placesOf(name);
		for (const place of places) {
			const file = await this.#file(URI.parse(place), name);
			if (file) return file;
		}
		const tried = places.map((place) => URI.parse(place).fsPath).join(', ');
		const shippedNames = shippedStyles.join(', ');
		throw new StyleProblem(
			tried === ''
				? l10n.t(
						'The style “{0}” of the setting “{1}” is neither one of {2} nor a .csl file that can be read.',
						name,
						'lectern.reference.style',
						shippedNames,
					)
				: l10n.t(
						'The style “{0}” of the setting “{1}” is neither one of {2} nor a .csl file that can be read (tried {3}).',
						name,
						'lectern.reference.style',
						shippedNames,
						tried,
					),
		);
	}

	async #shipped(name: string): Promise<FoundStyle | undefined> {
		return shippedStyles.includes(name) && this.parts ? found(name, await this.parts.text(`${name}.csl`)) : undefined;
	}

	/** The style in a file; nothing where there is no such file. */
	async #file(place: URI, name: string): Promise<FoundStyle | undefined> {
		const text = await this.sources.textIfThere(place.toString());
		return text === undefined ? undefined : found(name, text, Utils.dirname(place));
	}
}

interface FoundStyle {
	readonly name: string;
	readonly text: string;
	readonly facts: StyleFacts;
	/** The folder it was found in; none for a shipped one. */
	readonly folder?: URI;
}

function found(name: string, text: string, folder?: URI): FoundStyle {
	const facts = readStyle(text);
	if (typeof facts === 'string') throw new StyleProblem(l10n.t('The style “{0}” cannot be used: {1}.', name, facts));
	return { name, text, facts, folder };
}

/** The style, where it prints what is asked for; throws where it has no bibliography. */
function fitFor(style: FoundStyle, as: Printed): FoundStyle {
	const { hasBibliography, isOfNotes } = style.facts;
	if (!hasBibliography && !(as === 'each' && isOfNotes))
		throw new StyleProblem(
			l10n.t('The style “{0}” cannot be used: it has no bibliography, it formats notes or citations only.', style.name),
		);
	return style;
}
