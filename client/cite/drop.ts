import * as vscode from 'vscode';
import { documentLanguages } from '../editor/documentLanguages.js';
import { openDocument } from '../editor/files.js';
import { inBackground } from '../log.js';
import { paperMimeType } from '../papers/paperDrag.js';
import type { ClientSession } from '../session.js';
import { addPapersFromPdfs, type PdfSession, pdfsIn, recognise } from './addPaperFromPdf.js';
import { entryEdit } from './applyCiting.js';

/** How files and links are dragged: a URI in each line. */
const uriList = 'text/uri-list';

/**
 * Cites papers that are dropped into an editor: the language's form and the entries that the bibliography lacks, in one undo step. Of a PDF that is
 * recognised the user is asked what to do; any other one is dropped as VS Code does it.
 */
export function registerDrop(session: PdfSession & Pick<ClientSession, 'log'>): vscode.Disposable {
	const { server, log } = session;
	const papers: vscode.DocumentDropEditProvider = {
		async provideDocumentDropEdits(document, _position, transfer, token) {
			const text = await transfer.get(paperMimeType)?.asString();
			if (!text || token.isCancellationRequested) return undefined;
			const keys = text.split('\n').filter((key) => key !== '');
			const answer = await server.request('lectern/cite', { uri: document.uri.toString(), keys }, token);
			if (!answer) return undefined;
			const edit = new vscode.DocumentDropEdit(answer.text);
			// Opened first: the change of a file that is not open could not be undone.
			if (answer.bibliography !== undefined) await openDocument(vscode.Uri.parse(answer.bibliography));
			edit.additionalEdit = await entryEdit(server, answer.edit);
			return edit;
		},
	};
	const pdfs: vscode.DocumentDropEditProvider = {
		async provideDocumentDropEdits(document, { line, character }, transfer, token) {
			const dropped = pdfsIn((await transfer.get(uriList)?.asString()) ?? '');
			const uri = document.uri.toString();
			const recognised: string[] = [];
			for (const pdf of dropped) {
				const found = token.isCancellationRequested ? undefined : await recognise(server, pdf, uri);
				if (found && !('failure' in found) && (found.paper || found.identifiers.length > 0)) recognised.push(pdf);
			}
			if (recognised.length === 0 || recognised.length < dropped.length || token.isCancellationRequested) return undefined;
			const at = { line, character };
			const place = { uri, range: { start: at, end: at }, typed: '', as: 'citation' } as const;
			inBackground(log, 'Adding the paper of a dropped PDF', addPapersFromPdfs(session, recognised, place));
			return new vscode.DocumentDropEdit('');
		},
	};
	const selector = documentLanguages.map((language) => ({ language }));
	// Without the types it is asked for, older versions ask for all drops.
	const register = vscode.languages.registerDocumentDropEditProvider as (...given: unknown[]) => vscode.Disposable;
	return vscode.Disposable.from(
		register(selector, papers, { dropMimeTypes: [paperMimeType] }),
		register(selector, pdfs, { dropMimeTypes: [uriList] }),
	);
}

/** Lets PDFs be dropped into a tree: the paper of each is recognised, and the user asked what to do. */
export function droppingPdfs(session: PdfSession): Pick<vscode.TreeDragAndDropController<unknown>, 'dropMimeTypes' | 'handleDrop'> {
	return {
		dropMimeTypes: [uriList, 'files'],
		async handleDrop(_target, transfer) {
			const dragged = pdfsIn((await transfer.get(uriList)?.asString()) ?? '');
			// Files from outside of VS Code have their places on a computer only, not in a browser.
			const others = Array.from(transfer, ([, item]) => item.asFile()?.uri?.toString() ?? '');
			await session.started;
			await addPapersFromPdfs(session, [...new Set([...dragged, ...pdfsIn(others.join('\n'))])]);
		},
	};
}
