import * as v from 'valibot';
import type { CodeAction, CodeActionParams, Diagnostic, Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import {
	append,
	cardCommands,
	codeActions,
	creatableBibliography,
	type Document,
	fileNameOf,
	fillFields,
	firstEntry,
	fixEntry,
	identifierOf,
	l10n,
	linkAt,
	missingEntry,
	namings,
	notablePapers,
	ownBibliographies,
	ownKey,
	type SuggestedChange,
	suggestKeys,
	updateFromZotero,
	updateToPublication,
} from '../engine/index.js';
import type { AddPaperArgument } from '../protocol/index.js';
import { citingAt } from './addPaper.js';
import { onlineActions } from './checkOnline.js';
import { type EntryEdit, entryEdit, joined, namingEdit } from './citeWithEntry.js';
import { applyEditCommand, supportedAction } from './clientSupport.js';
import { answerLsp, type Feature, parametersOf } from './feature.js';
import { CodeActionKind, CodeActionRequest, CodeActionResolveRequest, ExecuteCommandRequest } from './languageServer.js';
import { mergeActions, resolveMerge } from './mergeEntries.js';
import { nameCodeActions } from './names.js';
import { checkCancelled, type Request } from './request.js';
import type { Services } from './services.js';
import { editOf, type OpenDocument, rangeOf, versioned } from './texts.js';

const kinds: Readonly<Record<SuggestedChange['kind'], string>> = {
	quickfix: CodeActionKind.QuickFix,
	refactor: CodeActionKind.RefactorRewrite,
};

export const codeActionFeature: Feature = {
	capabilities: ({ textDocument, workspace }) => {
		const { codeActionLiteralSupport, resolveSupport } = textDocument?.codeAction ?? {};
		if (!codeActionLiteralSupport)
			return { codeActionProvider: true, ...(workspace?.applyEdit && { executeCommandProvider: { commands: [applyEditCommand] } }) };
		const codeActionKinds = [...Object.values(kinds), CodeActionKind.Refactor];
		return { codeActionProvider: { codeActionKinds, ...(resolveSupport && { resolveProvider: true }) } };
	},
	register(services) {
		const { client, connection } = services;
		const { documentChanges, resourceOperations } = client.workspace?.workspaceEdit ?? {};
		const canCreate = (documentChanges && resourceOperations?.includes('create')) ?? false;
		const actionsIn = async ({ range, context }: CodeActionParams, request: Request): Promise<readonly CodeAction[]> => {
			if (!request.opened) return [];
			const actions: CodeAction[] = [];
			for (const { start, diagnostics } of placesIn(range, context.diagnostics))
				append(actions, await actionsAt({ start, end: start === range.start ? range.end : start }, diagnostics, request, request.opened));
			return once(actions);
		};
		const actionsAt = async (
			range: Range,
			diagnostics: readonly Diagnostic[],
			request: Request,
			opened: OpenDocument,
		): Promise<readonly CodeAction[]> => {
			const { context } = request;
			const { document, text } = opened;
			const offset = text.offsetAt(range.start);
			const isBib = document.languageId === 'bibtex';
			const changes = isBib
				? bibChanges(request, document, offset)
				: [...suggestKeys(context, document, offset), ...codeActions(context, document, offset)];
			const own = changes.map(
				({ title, kind, fixes, isPreferred, edits }): CodeAction => ({
					title,
					kind: kinds[kind],
					...(isPreferred && { isPreferred }),
					diagnostics: fixes === undefined ? undefined : diagnostics.filter(({ code }) => code === fixes),
					edit: { documentChanges: [editOf(versioned(text), edits)] },
				}),
			);
			const elsewhere = diagnostics.filter(({ code }) => code === 'key-elsewhere');
			const added = (await addEntry(services, request, document, offset, canCreate)).map((action) =>
				elsewhere.length > 0 ? { ...action, diagnostics: elsewhere } : action,
			);
			checkCancelled(request);
			const created = canCreate ? await createBibliography(services, document, offset, diagnostics) : [];
			checkCancelled(request);
			const merged = isBib ? await mergeActions(services, request, document, offset, diagnostics) : [];
			checkCancelled(request);
			const identified = await paperActions(services, request, opened, offset, diagnostics);
			const span = { start: offset, end: text.offsetAt(range.end) };
			const named = isBib ? [] : await nameCodeActions(services, request, document, span, canCreate);
			checkCancelled(request);
			const online = await onlineActions(services, request, document, offset, diagnostics);
			checkCancelled(request);
			return [
				...online,
				...merged,
				...own,
				...added,
				...created,
				...identified,
				...noteActions(services, request, document, offset),
				...named,
			];
		};
		answerLsp(services, CodeActionRequest.type, asked, async (parameters, request) =>
			(await actionsIn(parameters, request)).flatMap((action) => supportedAction(client, action)),
		);
		answerLsp(services, ExecuteCommandRequest.type, applied, async ({ arguments: given }) => {
			await connection.workspace.applyEdit(services.clientUris.sent(given?.[0] as WorkspaceEdit));
			return null;
		});
		answerLsp(services, CodeActionResolveRequest.type, parametersOf.anything, (action, request) => resolveMerge(services, request, action));
	},
};

/** For more problems than this nobody chooses from one list. */
const mostPlaces = 8;

/**
 * Where actions are looked for: at the start of a range, and, since editors ask for a whole line or selection, at each problem in it that begins
 * elsewhere; each with the problems there.
 */
function placesIn(
	range: Range,
	diagnostics: readonly Diagnostic[],
): readonly { readonly start: Position; readonly diagnostics: Diagnostic[] }[] {
	const isBefore = (a: Position, b: Position): boolean => a.line < b.line || (a.line === b.line && a.character < b.character);
	const placed = diagnostics.filter((each) => typeof each.range?.start?.line === 'number' && typeof each.range.end?.line === 'number');
	const others = placed.map((each) => each.range.start).filter((start) => isBefore(range.start, start) && isBefore(start, range.end));
	if (others.length === 0) return [{ start: range.start, diagnostics: [...diagnostics] }];
	return [range.start, ...others]
		.filter((start, index, all) => all.findIndex((each) => each.line === start.line && each.character === start.character) === index)
		.slice(0, mostPlaces)
		.map((start) => ({
			start,
			diagnostics: placed.filter((each) => !isBefore(start, each.range.start) && !isBefore(each.range.end, start)),
		}));
}

/** Actions that do the same are offered once. */
function once(actions: readonly CodeAction[]): readonly CodeAction[] {
	const seen = new Set<string>();
	return actions.filter(({ title, edit, command }) => {
		const mark = JSON.stringify([title, edit, command]);
		return !seen.has(mark) && seen.add(mark);
	});
}

/** The one command is that of a client which got it from us, with an edit of ours. */
const applied = v.looseObject({ command: v.literal(applyEditCommand), arguments: v.tuple([v.looseObject({})]) });

const asked = v.intersect([parametersOf.range, v.looseObject({ context: v.looseObject({ diagnostics: v.array(v.looseObject({})) }) })]);

/** What can be done with the entry at `offset` of a `.bib` file, within the file. */
const bibChanges = ({ context }: Request, document: Document, offset: number): readonly SuggestedChange[] => [
	...fixEntry(document, offset),
	...updateToPublication(context.library, document, offset),
	...updateFromZotero(context.library, document, offset),
	...fillFields(context.library, document, offset),
	...ownKey(context, document, offset),
];

/** The actions that open a note on a paper, or begin one. None in clients without that command. */
function noteActions({ options }: Services, { context }: Request, document: Document, offset: number): CodeAction[] {
	if (!options.commands) return [];
	return notablePapers(context, document, offset).map(({ key, hasNote }) => {
		const title = hasNote ? l10n.t('Open the note on {0}', key) : l10n.t('Begin a note on {0}', key);
		return { title, kind: CodeActionKind.Refactor, command: { title, command: cardCommands.openNote, arguments: [key] } };
	});
}

/** The action that makes the missing bibliography named at `offset`, empty. */
async function createBibliography(
	{ project, workspace }: Services,
	document: Document,
	offset: number,
	diagnostics: readonly Diagnostic[],
): Promise<CodeAction[]> {
	const named = namings(document, project);
	const there = await workspace.existing(named.flatMap(({ uris }) => uris));
	const missing = creatableBibliography(named, offset, (uri) => there.has(uri));
	if (!missing) return [];
	return [
		{
			title: l10n.t('Create {0}', missing.name),
			kind: CodeActionKind.QuickFix,
			diagnostics: diagnostics.filter(({ code }) => code === 'missing-bibliography'),
			edit: { documentChanges: [{ kind: 'create', uri: missing.uri, options: { ignoreIfExists: true } }] },
		},
	];
}

/**
 * The actions that write a cited paper's entry: into the document's bibliography, or one that is made and named for it, and into the user's
 * own library files. None for a file that cannot be read.
 */
async function addEntry(
	services: Services,
	request: Request,
	document: Document,
	offset: number,
	canCreate: boolean,
): Promise<CodeAction[]> {
	const { context } = request;
	const missing = missingEntry(context, document, offset);
	const first = missing || !canCreate ? undefined : firstEntry(context, document, offset);
	const cited = missing ?? first;
	const entry = cited && (await entryEdit(services, request, cited));
	if (!cited || !entry) return [];
	const naming = first && (await namingEdit(services, request, document, entry.bibliography));
	const name = fileNameOf(entry.bibliography);
	const title = first ? l10n.t('Create {0} with “{1}”', name, entry.key) : l10n.t('Add “{0}” to {1}', entry.key, name);
	const actions = [actionOf(title, [...entry.changes, ...(naming ? [naming] : [])])];
	for (const bibliography of ownBibliographies(context.library, cited.record)) {
		const own = await entryEdit(services, request, { ...cited, bibliography, otherwise: [] });
		if (own) actions.push(actionOf(l10n.t('Add “{0}” to {1}', own.key, fileNameOf(bibliography)), own.changes));
	}
	return actions;
}

const actionOf = (title: string, changes: EntryEdit['changes']): CodeAction => ({
	title,
	kind: CodeActionKind.QuickFix,
	edit: { documentChanges: joined(changes) },
});

/**
 * What can be done about a paper that is not cited by a key of its own: a key that is an identifier, or a link in running text. One that the
 * library knows is cited; for any other the client asks where to ask. None in clients without that command.
 */
async function paperActions(
	services: Services,
	request: Request,
	{ document, text }: OpenDocument,
	offset: number,
	diagnostics: readonly Diagnostic[],
): Promise<CodeAction[]> {
	if (!document.markup) return [];
	const { uri } = document;
	const citation = document.citationAt(offset);
	const isUnknown = citation !== undefined && request.context.library.byKey(citation.key).length === 0;
	const link = citation ? undefined : linkAt(document, offset);
	const identified = isUnknown ? citation.key : link?.text;
	const span = isUnknown ? citation.span : link?.span;
	const identifier = identified === undefined ? undefined : identifierOf(identified);
	if (identified === undefined || !span || !identifier) return [];
	const as = isUnknown ? 'key' : span.start === span.end ? 'citation-behind' : 'citation';
	const place = { uri, range: rangeOf(text, span), typed: document.textOf(span), as } as const;
	const common = {
		kind: CodeActionKind.QuickFix,
		...(isUnknown && { diagnostics: diagnostics.filter(({ code }) => code === 'unknown-key') }),
	};
	const citing = await citingAt(services, request, document, identifier, as);
	if (citing) {
		const own = editOf(versioned(text), [{ span, text: citing.text ?? citing.key }]);
		return [
			{
				...common,
				title: l10n.t('Cite this paper as {0}', citing.key),
				edit: { documentChanges: [own, ...(citing.edit?.documentChanges ?? [])] },
			},
		];
	}
	if (!services.options.addPaper) return [];
	const argument: AddPaperArgument = { text: identified, place };
	const title = l10n.t('Add this paper…');
	return [{ ...common, title, command: { title, command: 'lectern.addPaper', arguments: [argument] } }];
}
