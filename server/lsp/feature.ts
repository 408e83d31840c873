import type { ClientCapabilities, ServerCapabilities } from 'vscode-languageserver';
import type { Session } from './session.js';

/** One feature at LSP's edge: what it announces and the requests it answers. */
export interface Feature {
	readonly capabilities?: (client: ClientCapabilities) => ServerCapabilities;
	register(session: Session, client: () => ClientCapabilities): void;
}
