import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Requests } from '../../server/protocol/index.js';

/** The running server, typed by the protocol. */
export class Server {
	constructor(private readonly client: Promise<BaseLanguageClient>) {}

	/** From LSP's types to VS Code's. */
	async converter(): Promise<BaseLanguageClient['protocol2CodeConverter']> {
		return (await this.client).protocol2CodeConverter;
	}

	/** Rejects where the server cannot answer, and with VS Code's own error where the request was cancelled. */
	async request<M extends keyof Requests>(
		method: M,
		parameters: Requests[M][0],
		token?: vscode.CancellationToken,
	): Promise<Requests[M][1]> {
		try {
			const client = await this.client;
			return await client.sendRequest<Requests[M][1]>(method, parameters, token);
		} catch (error) {
			throw token?.isCancellationRequested ? new vscode.CancellationError() : error;
		}
	}
}
