import { type ChildProcess, spawn } from 'node:child_process';
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

/** What went wrong in a run; its message says with which seed and where. */
export class ChaosFailure extends Error {}

/** A request waits so long for its answer, in milliseconds. Far above anything usual: a busy machine must not look like a fault. */
const usualPatience = 120_000;

/** The server over stdio, as an editor runs it, with what it said when it ended without having been killed. */
export class ChaosServer {
	readonly diagnostics = new Map<string, unknown>();
	/** Requests sent and notifications sent. */
	messages = 0;
	/** So long a request waits for its answer where more is asked of the server than usually. */
	static patience = usualPatience;
	#waiting = new Set<Promise<void>>();
	#isKilled = false;
	#said = '';
	#end: string | undefined;

	private constructor(
		readonly child: ChildProcess,
		readonly connection: MessageConnection,
	) {
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			this.#said = (this.#said + text).slice(-4000);
		});
		child.setMaxListeners(0);
		child.on('exit', (code, signal) => {
			if (!this.#isKilled) this.#end = `The server ended by itself (${code ?? signal}):\n${this.#said}`;
		});
		connection.onError(() => undefined);
	}

	/** Starts `dist/server.js` on a folder, with its caches in another one; with other variables, and by another command, where these are given. */
	static async start(
		folder: string,
		cache: string,
		env: NodeJS.ProcessEnv = {},
		[command, ...args]: readonly string[] = [process.execPath, 'dist/server.js', '--stdio'],
	): Promise<ChaosServer> {
		const child = spawn(command!, args, {
			stdio: ['pipe', 'pipe', 'pipe'],
			env: { ...process.env, XDG_CACHE_HOME: cache, ...env },
		});
		// A killed server reads no more.
		child.stdin.on('error', () => undefined);
		const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
		const server = new ChaosServer(child, connection);
		connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
			server.diagnostics.set(uri, diagnostics);
		});
		connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => {
			server.#said = `${server.#said}${message}\n`.slice(-4000);
		});
		connection.onRequest('window/workDoneProgress/create', () => null);
		connection.onRequest('client/registerCapability', () => null);
		connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) => items.map(() => ({})));
		const ready = new Promise<void>((resolve) => connection.onNotification('lectern/libraryChanged', () => resolve()));
		connection.listen();
		await server.ask('initialize', {
			processId: process.pid,
			rootUri: folder,
			workspaceFolders: [{ uri: folder, name: 'chaos' }],
			// Lectern's own clients alone hear that the library is read.
			initializationOptions: { lectern: {} },
			capabilities: {
				window: { workDoneProgress: true },
				workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true }, workspaceEdit: { documentChanges: true } },
				textDocument: {
					codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
					completion: { completionItem: { documentationFormat: ['markdown'], insertReplaceSupport: true, labelDetailsSupport: true } },
					documentSymbol: { hierarchicalDocumentSymbolSupport: true },
					hover: { contentFormat: ['markdown'] },
					inlayHint: {},
					rename: { prepareSupport: true },
				},
			},
		});
		await server.notify('initialized', {});
		await server.within('the first reading of the folder', ready);
		return server;
	}

	/** The answer; a response error is an answer. Fails where none comes, or the server has ended without having been killed. */
	async ask(method: string, parameters: unknown): Promise<unknown> {
		this.messages++;
		const answer = this.connection.sendRequest(method, parameters).then(
			(result) => result,
			(error: { code?: number; message?: string }) => {
				if (this.#end !== undefined) throw new ChaosFailure(this.#end);
				return { error: error.code, message: error.message };
			},
		);
		return this.within(method, answer);
	}

	/** Asks without waiting; `settled` waits for all of them. */
	askLater(method: string, parameters: unknown): void {
		const asked = this.ask(method, parameters).then(() => undefined);
		this.#waiting.add(asked);
		asked.then(
			() => this.#waiting.delete(asked),
			() => undefined,
		);
	}

	/** The end of what the server wrote to its log. */
	get said(): string {
		return this.#said;
	}

	get waiting(): number {
		return this.#waiting.size;
	}

	/** Waits for all answers. */
	async settled(): Promise<void> {
		while (this.#waiting.size > 0) await Promise.all(this.#waiting);
		if (this.#end !== undefined) throw new ChaosFailure(this.#end);
	}

	async notify(method: string, parameters: unknown): Promise<void> {
		this.messages++;
		await this.connection.sendNotification(method, parameters).catch(() => undefined);
	}

	/** Fails where something does not come about. */
	async within<T>(what: string, coming: Promise<T>): Promise<T> {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<never>((_, reject) => {
			timer = setTimeout(() => reject(new ChaosFailure(`Never came: ${what}. ${this.#end ?? ''}`)), ChaosServer.patience);
		});
		// What a killed server does not answer is nobody's fault.
		const gone = new Promise<T>((resolve) => this.child.once('exit', () => this.#isKilled && resolve(undefined as T)));
		try {
			return await Promise.race([coming, late, gone]);
		} finally {
			clearTimeout(timer);
		}
	}

	/** Ends the server as a crash of the machine does. */
	async kill(): Promise<void> {
		this.#isKilled = true;
		const gone = new Promise((resolve) => this.child.once('exit', resolve));
		if (this.child.exitCode === null && this.child.signalCode === null) {
			this.child.kill('SIGKILL');
			await gone;
		}
		this.connection.dispose();
	}

	/** The memory that the process holds, in MB; 0 where the system does not tell. */
	async memory(): Promise<number> {
		const { readFile } = await import('node:fs/promises');
		const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8').catch(() => '');
		return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
	}
}
