import type { ClientCapabilities } from 'vscode-languageserver';
import type { Feature } from './feature.js';
import { pullDiagnostics } from './pulledDiagnostics.js';
import { pushDiagnostics } from './pushedDiagnostics.js';

/**
 * Whether the client asks for problems: where it also takes a request to ask again, since a change of the library changes them in documents that nobody
 * types in (LSP 3.17, "Pull Diagnostics"). Any other client is sent them.
 */
const isPulling = ({ textDocument, workspace }: ClientCapabilities): boolean =>
	textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;

/** Shows what is wrong in library files, open or not, and in the citations of open documents. */
export const diagnosticsFeature: Feature = {
	capabilities: (client) =>
		isPulling(client) ? { diagnosticProvider: { identifier: 'lectern', interFileDependencies: true, workspaceDiagnostics: true } } : {},
	register: (services) => (isPulling(services.client) ? pullDiagnostics(services) : pushDiagnostics(services)),
};
