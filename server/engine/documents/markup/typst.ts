import type { Span } from '../../base/span.js';
import type { CitationRequest, Completing, Markup, Replacement } from './markup.js';
import { withoutSoftHyphens } from './printedLetters.js';
import { answersFrom, isInside, matchAt, memoizeWithEdits } from './scan.js';
import { readTypst, readTypstAgain } from './typstScan.js';

const scan = memoizeWithEdits(readTypst, readTypstAgain);

/** Typst (reference, "Reference", "Cite", "Bibliography"). References to labels that the text itself defines are no citations. */
export const typst: Markup = {
	...answersFrom(scan),
	withoutAccentCommands: withoutSoftHyphens,
	citesByBareKey: true,
	labels: (text) => scan(text).labels,
	givenFiles: (text) => scan(text).given,
	completing,
	write,
	writeKey,
};

/** How far from the cursor a citation may reach. */
const reach = 1000;
const plainKey = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_:.-]*[\p{L}\p{M}\p{N}_-])?$/u;
/** What `<…>` may contain, where no sentence continues after it. */
const plainLabel = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_:.-]*$/u;
const supplement = /\[((?:[^[\]\n]|\[[^[\]\n]*\])*)\]/y;
const labelRest = /(?:[\p{L}\p{M}\p{N}_-]|[.:](?=[\p{L}\p{N}_-]))*/uy;

function completing(text: string, offset: number): Completing | undefined {
	const before = text.slice(Math.max(0, offset - reach), offset);
	const quoted = /\bcite\(\s*label\(\s*"([^"\\\n]*)$/.exec(before);
	const label = quoted ?? /\bcite\(\s*<([^<>()\n",]*)$/.exec(before);
	const found = label ?? /(?:^|[^\p{L}\p{N}\\@])@([\p{L}\p{M}\p{N}_:.-]*)$/u.exec(before);
	if (!found) return undefined;
	const query = found[1]!;
	const typed = { start: offset - query.length, end: offset };
	// Strings are opaque, except the one that is a label.
	const opaque = quoted ? scan(text).opaque.filter(({ start }) => start !== typed.start - 1) : scan(text).opaque;
	if (isInside(opaque, typed.start) || isInside(opaque, offset - 1)) return undefined;
	const closing = quoted ? /^([^"\\\n]*)"/ : /^([^<>()\n,"]*)>/;
	const closed = label ? closing.exec(text.slice(offset, offset + reach))?.[1] : undefined;
	const rest = closed ?? matchAt(labelRest, text, offset)![0];
	return {
		kind: 'citation',
		query,
		typed,
		replaced: { start: typed.start, end: offset + rest.length },
		bracketed: label !== null,
		keys: [],
	};
}

/** `@a[p. 3]`, or `#cite` where the running text names the authors or the key has signs that no label may have. */
function write({ keys, style = 'parenthetical', locator }: CitationRequest): string {
	return keys
		.map((key, index) => {
			const supplement = locator && index === keys.length - 1 ? locator : undefined;
			const isPlain = plainKey.test(key);
			if (isPlain && style === 'parenthetical') return `@${key}${supplement ? `[${supplement}]` : ''}`;
			const target = isPlain ? `<${key}>` : `label(${JSON.stringify(key)})`;
			const form = style === 'narrative' ? ', form: "prose"' : '';
			return `#cite(${target}${form}${supplement ? `, supplement: [${supplement}]` : ''})`;
		})
		.join(' ');
}

/**
 * A key with characters that no label may have is written as `label("…")`, and after an `@` as a call of `cite` in place of the reference, with
 * its supplement (Typst reference, "Label", "Cite").
 */
function writeKey(text: string, replaced: Span, key: string): Replacement {
	const { start, end } = replaced;
	const sign = text[start - 1];
	if (sign === '<' && !plainLabel.test(key))
		return { span: { start: start - 1, end: text[end] === '>' ? end + 1 : end }, text: `label(${JSON.stringify(key)})` };
	if (sign !== '@' || plainKey.test(key)) return { span: replaced, text: key };
	const supplemented = matchAt(supplement, text, end);
	const behind = end + (supplemented?.[0].length ?? 0);
	const call = write({ keys: [key], ...(supplemented && { locator: supplemented[1]! }) });
	// What would go on with the call is running text.
	const isRunningOn = /^(?:[([]|\.[\p{L}_])/u.test(text.slice(behind, behind + 3));
	return { span: { start: start - 1, end: behind }, text: isRunningOn ? `${call};` : call };
}
