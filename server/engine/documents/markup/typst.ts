import type { Span } from '../../base/span.js';
import type { CitingCommand } from './latexDefinitions.js';
import type { CitationRequest, Completing, Markup, Replacement } from './markup.js';
import { withoutSoftHyphens } from './printedLetters.js';
import { answersFrom, isInside, matchAt, memoize, memoizeWithEdits } from './scan.js';
import { type CitingFunctions, citingFunctions } from './typstCiting.js';
import { readTypst, readTypstAgain } from './typstScan.js';

/**
 * Typst (reference, "Reference", "Cite", "Bibliography"), with citing functions that other files of the document make. Those that a text makes
 * itself cite in it, too. References to labels that the text itself defines are no citations.
 */
export function typstWith(given: readonly CitingCommand[]): Markup {
	const known: CitingFunctions = new Map(given.map(({ name, shape }) => [name, shape]));
	const definitions = memoize((text) => citingFunctions(text, known));
	let last: { readonly named: string; readonly functions: CitingFunctions } = { named: '', functions: known };
	/** The same table as long as the text makes the same functions: what was read with it holds on. */
	const functionsIn = (text: string): CitingFunctions => {
		const own = definitions(text);
		const named = own.map(({ name, shape }) => `${name} ${shape}`).join('\n');
		if (named !== last.named)
			last = { named, functions: own.length === 0 ? known : new Map([...known, ...own.map(({ name, shape }) => [name, shape] as const)]) };
		return last.functions;
	};
	const read = memoizeWithEdits(
		(text) => {
			const functions = functionsIn(text);
			return { functions, reading: readTypst(text, functions) };
		},
		(before, text) => {
			const functions = functionsIn(text);
			if (functions !== before.reading.functions) return undefined;
			const reading = readTypstAgain({ text: before.text, reading: before.reading.reading }, text, functions);
			return reading && { functions, reading };
		},
	);
	const scan = (text: string) => read(text).reading;
	return {
		...answersFrom(scan),
		withoutAccentCommands: withoutSoftHyphens,
		citesByBareKey: true,
		labels: (text) => scan(text).labels,
		givenFiles: (text) => scan(text).given,
		completing: (text, offset) =>
			completing(
				text,
				offset,
				() => scan(text).opaque,
				() => read(text).functions,
			),
		write,
		writeKey,
		definitions,
		given: given.map(({ name, shape }) => `${name} ${shape}`).join(', '),
	};
}

export const typst: Markup = /* @__PURE__ */ typstWith([]);

/** How far from the cursor a citation may reach. */
const reach = 1000;
const plainKey = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_:.-]*[\p{L}\p{M}\p{N}_-])?$/u;
/** What `<…>` may contain, where no sentence continues after it. */
const plainLabel = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_:.-]*$/u;
const supplement = /\[((?:[^[\]\n]|\[[^[\]\n]*\])*)\]/y;
const labelRest = /(?:[\p{L}\p{M}\p{N}_-]|[.:](?=[\p{L}\p{N}_-]))*/uy;

function completing(
	text: string,
	offset: number,
	opaqueOf: () => readonly Span[],
	functionsOf: () => CitingFunctions,
): Completing | undefined {
	const before = text.slice(Math.max(0, offset - reach), offset);
	const quoted = /\bcite\(\s*label\(\s*"([^"\\\n]*)$/.exec(before) ?? ownCall(before, ownQuoted, functionsOf);
	const label = quoted ?? /\bcite\(\s*<([^<>()\n",]*)$/.exec(before) ?? ownCall(before, ownLabel, functionsOf);
	const found = label ?? /(?:^|[^\p{L}\p{N}\\@])@([\p{L}\p{M}\p{N}_:.-]*)$/u.exec(before);
	if (!found) return undefined;
	const query = found[1]!;
	const typed = { start: offset - query.length, end: offset };
	// Strings are opaque, except the one that is a label.
	const opaque = quoted ? opaqueOf().filter(({ start }) => start !== typed.start - 1) : opaqueOf();
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

/** A label or string that is being typed as an argument of a function, behind others: what is typed last. */
const ownLabel = /<([^<>()\n",]*)$/;
const ownQuoted = /"([^"\\\n]*)$/;
const inWord = /[\p{L}\p{M}\p{N}_-]/u;

/** What is typed of a key where a function of the document cites with the argument that is being typed. */
function ownCall(before: string, typed: RegExp, functionsOf: () => CitingFunctions): RegExpExecArray | null {
	const found = typed.exec(before);
	const open = found ? before.lastIndexOf('(', found.index) : -1;
	const others = before.slice(open + 1, found?.index);
	if (open < 0 || /[)\n]/.test(others) || !/^$|,$/.test(others.trim())) return null;
	let start = open;
	while (start > 0 && inWord.test(before[start - 1]!)) start--;
	const shape = functionsOf().get(before.slice(start, open));
	const place = others.split(',').filter((each) => !each.includes(':')).length;
	return shape === 'keys' || shape === place ? found : null;
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
