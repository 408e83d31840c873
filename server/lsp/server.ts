import type { ClientCapabilities, Connection, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { inBackground } from '../engine/index.js';
import { addPaperFeature } from './addPaper.js';
import { bibOutlineFeature } from './bibOutline.js';
import { checkOnlineFeature } from './checkOnline.js';
import { bringAlongFeature } from './citeWithEntry.js';
import { codeActionFeature } from './codeActions.js';
import { compareFeature } from './compare.js';
import { completionFeature } from './completion.js';
import { definitionFeature } from './definition.js';
import { diagnosticsFeature } from './diagnostics.js';
import { documentLinksFeature } from './documentLinks.js';
import { exportFeature } from './export.js';
import type { Feature } from './feature.js';
import { formattedReferencesFeature } from './formattedReferences.js';
import { hoverFeature } from './hover.js';
import { httpLibraryFeature } from './httpLibrary.js';
import { inDocumentFeature } from './inDocument.js';
import { inlayHintFeature } from './inlayHints.js';
import { TextDocumentSyncKind } from './languageServer.js';
import { libraryFeature } from './library.js';
import { literatureFeature } from './literature.js';
import { mapFeature } from './map.js';
import { modelsFeature } from './models.js';
import { nameFeature } from './names.js';
import { pdfFeature } from './pdf.js';
import type { Platform } from './platform.js';
import { positionEncodingFor } from './positionEncoding.js';
import { referencesFeature } from './references.js';
import { renameFeature } from './rename.js';
import { createServices, type Services } from './services.js';
import { beginWorkspace, followWorkspace } from './workspaceEvents.js';
import { workspaceSymbolFeature } from './workspaceSymbols.js';
import { zoteroFeature } from './zotero.js';

/** Every feature, one line each. */
const features: readonly Feature[] = [
	addPaperFeature,
	literatureFeature,
	bibOutlineFeature,
	bringAlongFeature,
	checkOnlineFeature,
	codeActionFeature,
	compareFeature,
	completionFeature,
	definitionFeature,
	diagnosticsFeature,
	documentLinksFeature,
	exportFeature,
	formattedReferencesFeature,
	hoverFeature,
	httpLibraryFeature,
	inDocumentFeature,
	inlayHintFeature,
	libraryFeature,
	mapFeature,
	modelsFeature,
	nameFeature,
	referencesFeature,
	renameFeature,
	workspaceSymbolFeature,
	zoteroFeature,
	pdfFeature,
];

/** What the server announces whatever its features. */
const ownCapabilities = (client: ClientCapabilities): ServerCapabilities => ({
	textDocumentSync: TextDocumentSyncKind.Incremental,
	...(client.general?.positionEncodings?.includes(positionEncodingFor(client)) && { positionEncoding: positionEncodingFor(client) }),
	...(client.notebookDocument && {
		notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: 'markdown' }, { language: 'raw' }] }] },
	}),
	workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
});

/** Serves LSP on a connection until it closes. */
export function startServer(connection: Connection, platform: Platform): void {
	let services: Services | undefined;
	connection.onInitialize(async (parameters): Promise<InitializeResult> => {
		services = await createServices(connection, platform, parameters);
		followWorkspace(services);
		for (const feature of features) feature.register(services);
		services.open.listen(connection);
		const announced = features.map(({ capabilities }) => capabilities?.(parameters.capabilities) ?? {});
		return {
			capabilities: Object.assign({}, ownCapabilities(parameters.capabilities), ...announced),
			serverInfo: { name: 'lectern', ...(platform.version && { version: platform.version }) },
		};
	});
	connection.onInitialized(() => {
		if (services) inBackground(services.log, 'Reading the workspace', beginWorkspace(services));
	});
	connection.listen();
}
