import type { MarkdownIt } from 'markdown-it';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
	type CheckProgress,
	type CompletionGrew,
	checkProgressed,
	completionGrew,
	type LibraryChanged,
	libraryChanged,
	type ZoteroReport,
	zoteroChanged,
} from '../server/protocol/index.js';
import { registerAddPaper } from './cite/addPaper.js';
import { registerAddPaperFromPdf } from './cite/addPaperFromPdf.js';
import { registerCiteWithEntry } from './cite/citeWithEntry.js';
import { registerCopyCommands } from './cite/copy.js';
import { registerDrop } from './cite/drop.js';
import { registerExportCited } from './cite/exportCited.js';
import { registerFormattedReferences } from './cite/formattedReferences.js';
import { registerInsertCitation } from './cite/insertCitation.js';
import { followNotes } from './cite/lastNote.js';
import { registerPasteCitation } from './cite/pasteCitation.js';
import { registerSuggest } from './cite/suggest.js';
import { registerUseKey } from './cite/useKey.js';
import { registerCompare } from './compare/compare.js';
import { withoutPulling } from './connection/clientOptions.js';
import { reportFocus } from './connection/focus.js';
import { stepBackBesideOthers } from './connection/neighbours.js';
import { Server } from './connection/server.js';
import { reportTheme } from './connection/theme.js';
import { reportTrust } from './connection/trust.js';

import { registerCitationsInPlace } from './document/inPlace.js';
import { registerUnderline } from './document/underline.js';
import { registerDocumentView } from './document/view.js';
import { setContext } from './editor/context.js';
import { showError } from './editor/messages.js';
import { registerConnectHttpLibrary } from './httpLibrary/connect.js';
import { registerMoreCompletions } from './httpLibrary/moreCompletions.js';
import { registerBundledTexts } from './library/bundledTexts.js';
import { registerChooseLibraryFiles } from './library/chooseLibraryFiles.js';
import { registerHideBundled } from './library/hideBundled.js';
import { registerLibraryView } from './library/view.js';
import { registerCheckOnline } from './literature/checkOnline.js';
import { registerLiterature } from './literature/literature.js';
import { describeError } from './log.js';
import { registerMap } from './map/map.js';
import { registerCheckReferences } from './models/checkReferences.js';
import { registerModelTools } from './models/tools.js';
import { registerNames } from './notes/names.js';
import { registerNewSummary } from './notes/newSummary.js';
import { registerPaperNote } from './notes/paperNote.js';
import { ownReadings, registerReadingState } from './notes/readingState.js';
import { registerPreview } from './preview/preview.js';
import { registerReader } from './reader/reader.js';
import type { ClientSession } from './session.js';
import { registerStatus } from './status/status.js';
import { registerAnnotations } from './zotero/annotations.js';
import { registerOpenInZotero } from './zotero/openInZotero.js';
import { registerOpenPdf } from './zotero/openPdf.js';
import { registerZotero } from './zotero/zotero.js';

/** What VS Code's Markdown preview asks an extension for. */
export interface MarkdownExtension {
	extendMarkdownIt(markdown: MarkdownIt): MarkdownIt;
}

/** What both entries do while their language client is loaded: it registers all features, before the server answers, and starts the client. */
export function activateWith(
	context: vscode.ExtensionContext,
	connected: Promise<BaseLanguageClient>,
	log: vscode.LogOutputChannel,
): MarkdownExtension {
	const session = startSession(context, connected, log);
	const libraryView = registerLibraryView(session);
	const preview = registerPreview(session);
	context.subscriptions.push(
		libraryView,
		registerReader(session, libraryView),
		registerMap(session, libraryView),
		registerCompare(session),
		registerInsertCitation(session),
		registerAddPaper(session),
		registerLiterature(session),
		registerAddPaperFromPdf(session),
		registerCiteWithEntry(session),
		registerPasteCitation(session),
		registerUseKey(),
		registerSuggest(session),
		registerCopyCommands(session),
		registerDocumentView(session),
		registerUnderline(session),
		registerCitationsInPlace(session),
		registerFormattedReferences(session),
		registerExportCited(session),
		registerDrop(session),
		registerReadingState(session),
		registerPaperNote(session),
		registerNames(session),
		registerNewSummary(),
		registerStatus(session),
		registerBundledTexts(session),
		registerChooseLibraryFiles(session),
		registerHideBundled(session),
		registerConnectHttpLibrary(session),
		registerMoreCompletions(session),
		registerZotero(session),
		registerOpenInZotero(session),
		registerOpenPdf(session),
		registerAnnotations(session),
		registerModelTools(session, context.extension),
		registerCheckReferences(session),
		registerCheckOnline(session),
		preview,
		vscode.commands.registerCommand('lectern.showLog', () => log.show()),
	);
	return { extendMarkdownIt: preview.extendMarkdownIt };
}

function startSession(
	context: vscode.ExtensionContext,
	connected: Promise<BaseLanguageClient>,
	log: vscode.LogOutputChannel,
): ClientSession {
	const changes = new vscode.EventEmitter<void>();
	const zoteroChanges = new vscode.EventEmitter<ZoteroReport>();
	const growing = new vscode.EventEmitter<CompletionGrew>();
	const checking = new vscode.EventEmitter<CheckProgress>();
	const lastNote = followNotes();
	let markRead: () => void = () => undefined;
	const whenRead = new Promise<void>((resolve) => {
		markRead = resolve;
	});
	context.subscriptions.push(changes, growing, checking, zoteroChanges, lastNote, log);
	const start = async () => {
		const client = await connected;
		context.subscriptions.push(client);
		client.onNotification(libraryChanged, ({ isRead }: LibraryChanged) => {
			if (isRead) markRead();
			changes.fire();
		});
		client.onNotification(zoteroChanged, (report: ZoteroReport) => zoteroChanges.fire(report));
		client.onNotification(checkProgressed, (progress: CheckProgress) => checking.fire(progress));
		client.onNotification(completionGrew, (place: CompletionGrew) => growing.fire(place));
		stepBackBesideOthers(client, log);
		client.registerFeature(withoutPulling);
		await client.start();
		context.subscriptions.push(reportTheme(client, log), reportTrust(client, log), reportFocus(client, log));
	};
	const started = start();
	started.catch((error: unknown) => {
		log.error(`The language server did not start: ${describeError(error)}`);
		setContext(log, 'lectern.hasFailed', true);
		showError(vscode.l10n.t('Lectern’s language server did not start: {0}', String(error)));
		// Then the library never will be read, and nothing waits for it.
		markRead();
	});
	return {
		extensionUri: context.extensionUri,
		workspaceState: context.workspaceState,
		globalState: context.globalState,
		storage: context.storageUri ?? context.globalStorageUri,
		ownReadings: ownReadings(context),
		server: new Server(connected),
		log,
		onLibraryChange: changes.event,
		onCheckProgress: checking.event,
		onCompletionGrew: growing.event,
		secrets: context.secrets,
		onZoteroChange: zoteroChanges.event,
		started,
		whenRead,
		lastNote,
	};
}
