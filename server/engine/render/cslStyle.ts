import * as l10n from '@vscode/l10n';
import { withoutEnd } from '../base/ends.js';
/** What a style's XML says of itself. */
export interface StyleFacts {
	readonly title: string;
	/** The language it is written for, where it says so. */
	readonly language?: string;
	/** For a style that only points to another: the other's name, the last part of its address (CSL 1.0.2, "Independent and Dependent Styles"). */
	readonly parent?: string;
	readonly hasBibliography: boolean;
	/** Whether it cites in notes (CSL 1.0.2, "The Root Element": `class`). */
	readonly isOfNotes: boolean;
}

/** The styles that come with Lectern, by the names of their files. */
export const shippedStyles: readonly string[] = ['apa', 'chicago-author-date', 'ieee', 'nature', 'vancouver'];

/** The locales that come with Lectern. */
export const shippedLocales: readonly string[] = ['en-US', 'en-GB', 'de-DE', 'es-ES', 'fr-FR', 'nl-NL'];

/** What a style says of itself; a sentence with the reason where the text is no CSL style. */
export function readStyle(text: string): StyleFacts | string {
	const bare = withoutComments(text);
	const root = /<style\b([^<>]*)>/.exec(bare);
	if (!root) return bare.trim() === '' ? l10n.t('it is empty') : l10n.t('it has no <style> element, so it is no CSL style');
	if (!/xmlns\s*=\s*["']http:\/\/purl\.org\/net\/xbiblio\/csl["']/.test(root[1]!))
		return l10n.t('its <style> element is not in the namespace of CSL');
	if (!/<\/style>\s*$/.test(bare)) return l10n.t('it breaks off: there is no </style> at its end');
	const fault = faultIn(bare) ?? missingMacro(bare) ?? endlessMacro(bare);
	if (fault !== undefined) return fault;
	const parent = Array.from(bare.matchAll(/<link\b[^<>]*>/g), ([link]) => link).find((link) =>
		/rel\s*=\s*["']independent-parent["']/.test(link),
	);
	const address = parent === undefined ? undefined : /href\s*=\s*["']([^"']+)["']/.exec(parent)?.[1];
	return {
		title: /<title\b[^<>]*>([^<]*)<\/title>/.exec(bare)?.[1]?.trim() ?? '',
		language: /\bdefault-locale\s*=\s*["']([^"']+)["']/.exec(root[1]!)?.[1],
		parent: address && withoutEnd(address, /\//).replace(/^.*\//, ''),
		hasBibliography: /<bibliography\b/.test(bare),
		isOfNotes: /\bclass\s*=\s*["']note["']/.test(root[1]!),
	};
}

/** XML without its comments, whose line breaks stay. One that is never closed stays too. */
function withoutComments(xml: string): string {
	let kept = '';
	let at = 0;
	for (let open = xml.indexOf('<!--'); open >= 0; open = xml.indexOf('<!--', at)) {
		const close = xml.indexOf('-->', open + 4);
		if (close < 0) break;
		kept += xml.slice(at, open) + xml.slice(open, close).replace(/[^\n]+/g, '');
		at = close + 3;
	}
	return kept + xml.slice(at);
}

/** Where the elements do not nest, with the line. citeproc-js reads such XML all the same, and prints nothing. */
function faultIn(text: string): string | undefined {
	const open: string[] = [];
	const lineAt = (index: number): number => text.slice(0, index).split('\n').length;
	for (const { 1: closing, 2: name = '', 3: attributes = '', index } of text.matchAll(
		/<(\/?)([\w:-]+)(?![\w:-])((?:"[^"<]*"|'[^'<]*'|[^"'<>])*)>/g,
	)) {
		if (attributes.endsWith('/')) continue;
		if (!closing) open.push(name);
		else if (open.pop() !== name)
			return l10n.t('its XML is broken in line {0}: {1} closes nothing that is open', lineAt(index), `</${name}>`);
	}
	return open.length === 0 ? undefined : l10n.t('its XML is broken: {0} is never closed', `<${open.at(-1)}>`);
}

/** The first macro that is used and not defined, of which citeproc-js says nothing. */
function missingMacro(xml: string): string | undefined {
	const defined = new Set(Array.from(xml.matchAll(/<macro\b[^<>]*/g), ([tag]) => /\bname\s*=\s*["']([^"']+)["']/.exec(tag)?.[1]));
	const missing = macrosUsedIn(xml).find((name) => !defined.has(name));
	return missing === undefined ? undefined : l10n.t('it uses the macro “{0}”, which it does not define', missing);
}

/** So many times a style's macros may call each other for one reference; those of known styles do so some hundred times. */
const mostCalls = 100_000;

/**
 * The first macro that calls itself, be it through others, or that leads to too many calls: a macro that calls the next one twice, thirty
 * times in turn, is a thousand million calls, and citeproc-js follows each.
 */
function endlessMacro(xml: string): string | undefined {
	const called = new Map<string, string[]>();
	for (const part of xml.split(/(?=<macro\b)/).slice(1)) {
		const end = part.indexOf('</macro');
		const body = end < 0 ? part : part.slice(0, end);
		const name = /^<macro\b[^<>]*?\bname\s*=\s*["']([^"']+)["']/.exec(body)?.[1];
		if (name !== undefined) called.set(name, macrosUsedIn(body));
	}
	/** How many calls a macro leads to; 0 while it is being counted. */
	const calls = new Map<string, number>();
	let isDeep = false;
	const count = (name: string, depth: number): number => {
		const known = calls.get(name);
		isDeep ||= depth > mostDeep;
		if (known === 0 || isDeep) return Number.POSITIVE_INFINITY;
		if (known !== undefined) return known;
		calls.set(name, 0);
		const total = (called.get(name) ?? []).reduce((sum, next) => sum + count(next, depth + 1), 1);
		calls.set(name, total);
		return total;
	};
	for (const name of called.keys()) {
		const total = count(name, 0);
		if (isDeep) return l10n.t('its macros call each other more than {0} deep', String(mostDeep));
		if (total === Number.POSITIVE_INFINITY) return l10n.t('its macro “{0}” calls itself', name);
		if (total > mostCalls) return l10n.t('its macro “{0}” leads to more than {1} calls of others', name, String(mostCalls));
	}
	return undefined;
}

/** Macros may call each other so deep. */
const mostDeep = 500;

const macrosUsedIn = (xml: string): string[] =>
	Array.from(xml.matchAll(/<(?:text|key)\b[^<>]*/g), ([tag]) => /\bmacro\s*=\s*["']([^"']+)["']/.exec(tag)?.[1]).filter(
		(name) => name !== undefined,
	);
