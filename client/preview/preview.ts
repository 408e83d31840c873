import type { MarkdownIt } from 'markdown-it';
import * as vscode from 'vscode';
import { inBackground } from '../log.js';
import type { ClientSession } from '../session.js';
import { type CitationText, type PreviewReferences, showCitations, showReferences } from './citations.js';

/** Keys that were met while the preview was drawn are asked for together, so many milliseconds later. */
const afterDrawing = 50;

/** Citations in VS Code's own Markdown preview. */
interface Preview extends vscode.Disposable {
	/** Adds what shows citations to the preview's renderer. */
	readonly extendMarkdownIt: (markdown: MarkdownIt) => MarkdownIt;
}

/** Shows citations in VS Code's own Markdown preview as authors and year, and the references at its end. */
export function registerPreview({
	server,
	log,
	onLibraryChange,
	started,
}: Pick<ClientSession, 'server' | 'log' | 'onLibraryChange' | 'started'>): Preview {
	const texts = new Map<string, CitationText | null>();
	const wanted = new Set<string>();
	let waiting: ReturnType<typeof setTimeout> | undefined;
	let isUsed = false;
	/** Grows with the library: an answer of an older one is ignored. */
	let version = 0;

	const ask = async () => {
		const keys = [...wanted];
		const asked = version;
		wanted.clear();
		await started;
		const answers = await server.request('lectern/citationTexts', { keys });
		if (asked !== version) return;
		for (const [index, key] of keys.entries()) texts.set(key, answers[index] ?? null);
		if (answers.some((answer) => answer !== null)) await vscode.commands.executeCommand('markdown.preview.refresh');
	};
	const textOf = (key: string): CitationText | null | undefined => {
		isUsed = true;
		const known = texts.get(key);
		if (known !== undefined) return known;
		wanted.add(key);
		clearTimeout(waiting);
		waiting = setTimeout(() => inBackground(log, 'Finding the citations of the preview', ask()), afterDrawing);
		return undefined;
	};
	/** By a document's URI, with what it cited when they were asked for. */
	const lists = new Map<string, { readonly cited: string; readonly references: PreviewReferences | undefined }>();
	const askReferences = async (uri: string, cited: string) => {
		const asked = version;
		await started;
		const references = (await server.request('lectern/previewReferences', { uri })) ?? undefined;
		const kept = lists.get(uri);
		// Another text, or another library, has asked again.
		if (asked !== version || kept?.cited !== cited) return;
		lists.set(uri, { cited, references });
		if (references) await vscode.commands.executeCommand('markdown.preview.refresh');
	};
	const referencesOf = (env: unknown, keys: readonly string[]): PreviewReferences | undefined => {
		// VS Code names the document of a preview; what extensions render otherwise has none.
		const currentDocument = (env as { readonly currentDocument?: vscode.Uri } | undefined)?.currentDocument;
		if (!currentDocument) return undefined;
		const uri = currentDocument.toString();
		const cited = keys.join(' ');
		const kept = lists.get(uri);
		if (kept?.cited !== cited) {
			// Until the answer is here, the list of a moment ago stays.
			lists.set(uri, { cited, references: kept?.references });
			inBackground(log, 'Formatting the references of the preview', askReferences(uri, cited));
		}
		return kept?.references;
	};
	const listener = onLibraryChange(() => {
		if (!isUsed) return;
		texts.clear();
		lists.clear();
		version++;
		inBackground(log, 'Refreshing the preview', vscode.commands.executeCommand('markdown.preview.refresh'));
	});
	return {
		extendMarkdownIt(markdown) {
			showCitations(markdown, textOf);
			showReferences(markdown, referencesOf);
			return markdown;
		},
		dispose() {
			clearTimeout(waiting);
			listener.dispose();
		},
	};
}
