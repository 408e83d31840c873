import type { MarkdownIt } from 'markdown-it';

/** What a citation shows of a paper. */
export interface CitationText {
	/** "Chen et al."; empty where no author is known. */
	readonly authors: string;
	readonly year: string;
	readonly title: string;
}

/** Finds a key's text: null where no paper has the key, nothing where that is not known yet. */
type TextOf = (key: string) => CitationText | null | undefined;

/** A key as the Pandoc manual has it ("Citation syntax"): punctuation only within. */
const key = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/](?=[\p{L}\p{N}_]))*`;
const bare = new RegExp(`@(?:\\{([^{}\\s]+)\\}|(${key}))`, 'uy');
const item = new RegExp(`^([^@]*?)(-?)@(?:\\{([^{}\\s]+)\\}|(${key}))(.*)$`, 'su');
/** Quarto's cross-references ("Cross References"): a kind and a hyphen. */
const crossReference = /^(?:fig|tbl|lst|sec|eq|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau)-/;
const letter = /[\p{L}\p{N}_]/u;

/** What is kept in a rendering's environment: the keys of the citations that were shown. */
interface CitationEnvironment {
	lecternKeys?: string[];
}

function note(env: unknown, key: string): void {
	const environment = env as CitationEnvironment | undefined;
	if (environment) environment.lecternKeys = [...(environment.lecternKeys ?? []), key];
}

/** The list at the end of a preview. */
export interface PreviewReferences {
	readonly title: string;
	/** Markdown. */
	readonly list: string;
}

/**
 * Puts a list of references at the end of a document that shows citations. `referencesOf` finds it by the environment of the rendering and the
 * keys that are cited; nothing where there is none, or it is not known yet. Under a heading at the document's end there is no second one.
 */
export function showReferences(
	markdown: MarkdownIt,
	referencesOf: (env: unknown, keys: readonly string[]) => PreviewReferences | undefined,
): void {
	const { escapeHtml } = markdown.utils;
	const name = 'lectern_references';
	markdown.core.ruler.push(name, (state) => {
		const keys = (state.env as CitationEnvironment | undefined)?.lecternKeys;
		// What is rendered within a text, such as a prefix, has no end of its own.
		if (!keys || keys.length === 0 || state.inlineMode) return;
		const token = new state.Token(name, '', 0);
		token.meta = { keys: [...new Set(keys)], hasHeading: state.tokens.at(-1)?.type === 'heading_close' };
		state.tokens.push(token);
	});
	// VS Code names the document only when it renders: it parses without.
	markdown.renderer.rules[name] = (tokens, index, _options, env: unknown) => {
		const { keys, hasHeading } = tokens[index]!.meta as { readonly keys: readonly string[]; readonly hasHeading: boolean };
		const references = referencesOf(env, keys);
		if (!references) return '';
		const heading = hasHeading ? '' : `<h2>${escapeHtml(references.title)}</h2>\n`;
		return `<section class="lectern-references">\n${heading}${renderWithoutHtml(markdown, references.list)}</section>\n`;
	};
}

/** Markdown that comes from entries: whatever the preview allows in the user's own text, there is no HTML in it. */
function renderWithoutHtml(markdown: MarkdownIt, text: string): string {
	const { html } = markdown.options;
	markdown.set({ html: false });
	try {
		return markdown.render(text, {});
	} finally {
		markdown.set({ html });
	}
}

/** Shows `[@key]`, `@key` and similar citations as authors and year, with the title as a tooltip. Unknown keys stay as they are written. */
export function showCitations(markdown: MarkdownIt, textOf: TextOf): void {
	const { escapeHtml } = markdown.utils;
	const span = (text: CitationText, shown: string) =>
		`<span class="lectern-citation" title="${escapeHtml(text.title)}">${escapeHtml(shown)}</span>`;
	const unknown = (written: string) => `<span class="lectern-unknown">${escapeHtml(written)}</span>`;

	markdown.inline.ruler.before('link', 'lectern_group', (state, silent) => {
		const { src, pos, posMax } = state;
		if (src.charCodeAt(pos) !== 0x5b) return false;
		const close = src.indexOf(']', pos + 1);
		if (close < 0 || close >= posMax || /[([:]/.test(src.charAt(close + 1))) return false;
		const inside = src.slice(pos + 1, close);
		// Code, escapes and addresses are left to the rules they belong to.
		if (!inside.includes('@') || /[[`\\]|[\p{L}\p{N}_]@/u.test(inside)) return false;
		const parts = inside.split(';').map((part) => item.exec(part));
		if (parts.some((part) => !part || crossReference.test(part[3] ?? part[4] ?? ''))) return false;
		const texts = parts.map((part) => textOf(part![3] ?? part![4]!));
		if (!texts.some((text) => text)) return false;
		if (silent) return true;
		const inline = (written: string) => state.md.renderInline(written, state.env);
		const shown = parts.map((part, index) => {
			const [, prefix, minus, braced, plain, suffix] = part!;
			const key = braced ?? plain!;
			const text = texts[index];
			if (text) note(state.env, key);
			const name = text && (minus === '-' ? text.year : [text.authors, text.year].filter((each) => each !== '').join(', '));
			const citation = text ? span(text, name || key) : unknown(`@${key}`);
			return `${inline(prefix!.trimStart())}${citation}${inline(suffix!)}`;
		});
		state.push('html_inline', '', 0).content = `(${shown.join('; ')})`;
		state.pos = close + 1;
		return true;
	});

	markdown.inline.ruler.before('link', 'lectern_citation', (state, silent) => {
		const { src, pos } = state;
		const isYearOnly = src.startsWith('-@', pos);
		if (src.charCodeAt(pos) !== 0x40 && !isYearOnly) return false;
		if (pos > 0 && letter.test(src.charAt(pos - 1))) return false;
		bare.lastIndex = isYearOnly ? pos + 1 : pos;
		const found = bare.exec(src);
		const name = found?.[1] ?? found?.[2];
		if (!found || name === undefined || crossReference.test(name)) return false;
		const text = textOf(name);
		// An unknown name without brackets may as well be a person.
		if (!text) return false;
		if (!silent) {
			note(state.env, name);
			const shown = isYearOnly || text.authors === '' ? text.year : text.year === '' ? text.authors : `${text.authors} (${text.year})`;
			state.push('html_inline', '', 0).content = span(text, shown || name);
		}
		state.pos = bare.lastIndex;
		return true;
	});

	// markdown-it's text rule swallows an "@" unless something stops it there.
	markdown.inline.ruler.before('text', 'lectern_stop', (state, silent) => {
		const next = state.src.indexOf('@', state.pos);
		if (next <= state.pos || next >= state.posMax) return false;
		const stop = state.src.charAt(next - 1) === '-' ? next - 1 : next;
		const plain = /^[^\n!#$%&*+\-:<=>@[\\\]^_`{}~]+/.exec(state.src.slice(state.pos, stop));
		if (!plain || plain[0].length !== stop - state.pos) return false;
		if (!silent) state.pending += plain[0];
		state.pos = stop;
		return true;
	});
}
