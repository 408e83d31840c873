import type { LocalizableMessage } from '../base/localizableMessage.js';
import { type Citeproc, type Formatter, formatterOf, type Locales, type Reference, Unprintable } from './citeproc.js';
import type { CslItem } from './cslItem.js';

/** Papers to be printed by a style. Plain data: the answer may be made in another thread. */
export interface ReferenceRequest {
	/** The style's XML. */
	readonly style: string;
	readonly locales: Locales;
	/** The document's own language (a tag); the style's where left out. */
	readonly language?: string;
	readonly items: readonly CslItem[];
}

/** The papers as printed; or why not, and whether it is the processor, the style or the papers that fail. */
export type ReferenceAnswer =
	| { readonly references: readonly Reference[] }
	| { readonly failure: 'processor' | 'style' | 'papers'; readonly reason: LocalizableMessage };

export type MakeReferences = (request: ReferenceRequest) => Promise<ReferenceAnswer>;

/** So many styles are kept ready: the largest that come with Lectern take 90 MB each. */
const mostKept = 2;

/** What prints papers by whatever style, the last few of which are kept: making one ready takes up to two seconds. `load` gives citeproc-js. */
export function referenceMaker(load: () => Promise<unknown>): MakeReferences {
	let citeproc: Promise<unknown> | undefined;
	let kept: readonly { readonly of: string; readonly formatter: Formatter }[] = [];
	const formatterFor = (processor: Citeproc, { style, locales, language }: ReferenceRequest): Formatter => {
		const of = [language ?? '', ...Object.keys(locales), style].join('\n');
		const formatter = kept.find((each) => each.of === of)?.formatter ?? formatterOf(processor, style, locales, language);
		kept = [{ of, formatter }, ...kept.filter((each) => each.of !== of)].slice(0, mostKept);
		return formatter;
	};
	return async (request) => {
		let failure: 'processor' | 'style' | 'papers' = 'processor';
		try {
			citeproc ??= load();
			const loaded = (await citeproc) as Citeproc;
			failure = 'style';
			const formatter = formatterFor(loaded, request);
			failure = 'papers';
			return { references: formatter.format(request.items) };
		} catch (error) {
			if (failure === 'processor') citeproc = undefined;
			return { failure, reason: reasonOf(error) };
		}
	};
}

/** citeproc-js throws texts of its own. */
const reasonOf = (error: unknown): LocalizableMessage =>
	error instanceof Unprintable
		? error.why
		: { text: (error instanceof Error ? error.message : String(error)).replace(/^citeproc-js error:\s*/, '') };
