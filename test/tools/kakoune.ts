import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

interface Atom {
	readonly contents: string;
}

/** A Kakoune without a terminal: its JSON interface takes keys and says what is on the screen (Kakoune, "json_ui.asciidoc"). */
export class Kakoune {
	/** The lines of the screen, with the signs that stand before them. */
	lines: readonly string[] = [];
	/** The rows of the list that is open; none where none is. */
	menu: readonly string[] = [];
	/** What is asked for or reported below. */
	status = '';
	readonly #process: ChildProcess;

	constructor(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
		this.#process = spawn('kak', ['-ui', 'json', ...args], { cwd, env, stdio: ['pipe', 'pipe', 'ignore'] });
		createInterface(this.#process.stdout!).on('line', (line) => this.#take(JSON.parse(line)));
		this.#send('resize', [40, 120]);
	}

	/** Types keys, each as Kakoune names it or a letter. */
	keys(...keys: readonly string[]): void {
		const named: Readonly<Record<string, string>> = { ' ': '<space>', '<': '<lt>' };
		this.#send(
			'keys',
			keys.map((key) => named[key] ?? key),
		);
	}

	/** Runs a command as a user does, from normal mode. */
	command(text: string): void {
		this.keys(':', ...text, '<ret>');
	}

	/** Ends the session, and with it the editor. */
	async end(): Promise<void> {
		if (this.#process.exitCode !== null) return;
		const gone = new Promise((resolve) => this.#process.once('exit', resolve));
		this.keys('<esc>');
		this.command('kill!');
		await gone;
	}

	#send(method: string, params: readonly unknown[]): void {
		this.#process.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', method, params })}\n`);
	}

	#take({ method, params }: { readonly method: string; readonly params: readonly unknown[] }): void {
		if (method === 'draw') this.lines = linesOf(params[0]).filter((line) => line !== '');
		else if (method === 'menu_show') this.menu = linesOf(params[0]);
		else if (method === 'draw_status') this.status = linesOf([params[0]])[0]!;
		else if (method === 'menu_hide') this.menu = [];
	}
}

const linesOf = (lines: unknown): readonly string[] =>
	(lines as readonly (readonly Atom[])[]).map((atoms) => atoms.map(({ contents }) => contents).join(''));
