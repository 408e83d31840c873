import type { CodeAction } from 'vscode-languageserver';
import {
	callablePapers,
	type Document,
	l10n,
	type NameAction,
	nameActions,
	type Span,
	textChange,
	withNameChange,
} from '../engine/index.js';
import { answer, type Feature } from './feature.js';
import { CodeActionKind } from './languageServer.js';
import { checkCancelled, type Request } from './request.js';
import type { Services } from './services.js';
import { editOf } from './texts.js';

/** The commands of our own client that decide about names. */
const commands = { change: 'lectern.changeName', call: 'lectern.callPaper' } as const;

/** Decisions on what names mean, which `.lectern/names.yaml` keeps. */
export const nameFeature: Feature = {
	register(services) {
		const { names, files, workspace, changes, trust } = services;
		answer(services, 'lectern/changeName', async ({ uri, change }, request) => {
			const file = names.fileFor(uri);
			if (file === undefined || !trust.isGiven) return null;
			const text = await names.changed(file, { ...change, path: names.pathOf(uri) }, files);
			checkCancelled(request);
			if (text === undefined) return { file };
			names.take(file, text);
			workspace.names.use();
			changes.report();
			return { file, text };
		});
	},
};

/** What can be decided about the name at a span, as code actions: by a command of our own client, elsewhere as an edit of the file. */
export async function nameCodeActions(
	services: Services,
	request: Request,
	document: Document,
	span: Span,
	canCreate: boolean,
): Promise<CodeAction[]> {
	const { names, trust, options } = services;
	const file = names.fileFor(document.uri);
	if (file === undefined || !trust.isGiven) return [];
	const actions: CodeAction[] = [];
	for (const action of nameActions(request.context, document, span)) {
		const { title, change } = action;
		if (options.commands) {
			const argument = [change.key, change.name, document.uri, change.kind, ...(change.isTakenBack ? ['again'] : [])];
			actions.push({ title, kind: CodeActionKind.Refactor, command: { title, command: commands.change, arguments: argument } });
		} else {
			const edit = await editFor(services, request, document, action, file, canCreate);
			if (edit) actions.push({ title, kind: CodeActionKind.Refactor, edit });
		}
	}
	if (options.commands)
		for (const { key } of callablePapers(request.context, document, span.start).slice(0, 1)) {
			const title = l10n.t('Call this paper…');
			actions.push({ title, kind: CodeActionKind.Refactor, command: { title, command: commands.call, arguments: [key, document.uri] } });
		}
	return actions;
}

/** The edit of the file that a decision goes into; nothing where that cannot be made or read, or is no YAML. */
async function editFor(
	{ names, workspace }: Services,
	{ texts }: Request,
	{ uri }: Document,
	{ change }: NameAction,
	file: string,
	canCreate: boolean,
): Promise<CodeAction['edit']> {
	const known = await texts.read(file);
	if (!known && (!canCreate || (await workspace.exists(file)))) return undefined;
	const versioned = known ?? { text: texts.textOf(file, '', 'yaml'), version: null };
	const before = versioned.text.getText();
	const text = withNameChange(before, { ...change, path: names.pathOf(uri) });
	if (text === undefined) return undefined;
	const { start, tail } = textChange(before, text);
	const replaced = { span: { start, end: before.length - tail }, text: text.slice(start, text.length - tail) };
	const created = known ? [] : [{ kind: 'create', uri: file, options: { ignoreIfExists: true } } as const];
	return { documentChanges: [...created, editOf(versioned, [replaced])] };
}
