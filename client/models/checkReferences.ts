import * as vscode from 'vscode';
import type { ReferenceRow } from '../../server/protocol/index.js';
import { showInformation } from '../editor/messages.js';
import { toRange } from '../editor/range.js';
import type { ClientSession } from '../session.js';

/** A reference as a row of the pick. */
interface ReferenceItem extends vscode.QuickPickItem {
	readonly range?: vscode.Range;
}

const verdicts = ['unknown', 'ambiguous', 'found'] as const;

/** *Check References in Selection*: every reference of the selection, or of the whole text, with what the library says of it. */
export function registerCheckReferences({ server }: Pick<ClientSession, 'server'>): vscode.Disposable {
	return vscode.commands.registerCommand('lectern.checkReferences', async () => {
		const editor = vscode.window.activeTextEditor;
		if (!editor) return showInformation(vscode.l10n.t('Open a text, and select the passage whose references are to be checked.'));
		const { document, selection } = editor;
		const checking = server.request('lectern/checkReferences', {
			uri: document.uri.toString(),
			...(selection.isEmpty ? undefined : { range: { start: selection.start, end: selection.end } }),
		});
		vscode.window.setStatusBarMessage(vscode.l10n.t('$(sync~spin) Checking references…'), checking);
		const references = await checking;
		if (references === null)
			return showInformation(vscode.l10n.t('References are checked in Markdown, LaTeX, Typst, Org, reStructuredText and BibTeX files.'));
		if (references.length === 0)
			return showInformation(vscode.l10n.t('No reference was found: no citation key, author with year, title, DOI or arXiv identifier.'));
		await show(editor, references);
	});
}

/** Lists the references, those that the library lacks first; the row that is active is shown in the text. */
async function show(editor: vscode.TextEditor, references: readonly ReferenceRow[]): Promise<void> {
	const before = editor.selections;
	const chosen = await vscode.window.showQuickPick<ReferenceItem>(itemsOf(references), {
		title: titleOf(references),
		placeHolder: vscode.l10n.t('Choose a reference to go to it'),
		matchOnDescription: true,
		matchOnDetail: true,
		onDidSelectItem: (item) => {
			const { range } = item as ReferenceItem;
			if (range) editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
		},
	});
	const range = chosen?.range;
	editor.selections = range ? [new vscode.Selection(range.start, range.end)] : before;
	if (!range) return;
	editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	await vscode.window.showTextDocument(editor.document, { viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active, selection: range });
}

function titleOf(references: readonly ReferenceRow[]): string {
	const [unknown, ambiguous, found] = verdicts.map((verdict) => references.filter((each) => each.verdict === verdict).length);
	return vscode.l10n.t('References: {0} not in the library, {1} ambiguous, {2} found', unknown!, ambiguous!, found!);
}

function itemsOf(references: readonly ReferenceRow[]): ReferenceItem[] {
	const headings = {
		unknown: vscode.l10n.t('Not in the library'),
		ambiguous: vscode.l10n.t('Ambiguous'),
		found: vscode.l10n.t('Found'),
	};
	return verdicts.flatMap((verdict): ReferenceItem[] => {
		const rows = references.filter((each) => each.verdict === verdict);
		return rows.length === 0 ? [] : [{ label: headings[verdict], kind: vscode.QuickPickItemKind.Separator }, ...rows.map(itemOf)];
	});
}

const icons = { unknown: '$(error)', ambiguous: '$(question)', found: '$(check)' } as const;

function itemOf({ range, text, verdict, papers, reason }: ReferenceRow): ReferenceItem {
	const [first] = papers;
	const keys = papers.map(({ key }) => key).join(', ');
	const nearest = verdict === 'unknown' && keys !== '' ? vscode.l10n.t('Nearest: {0}', keys) : '';
	const details =
		verdict === 'found' ? [first?.title, reason] : verdict === 'ambiguous' ? [vscode.l10n.t('One of {0}', keys)] : [reason, nearest];
	return {
		// A text's own "$(…)" would become an icon.
		label: `${icons[verdict]} ${text.replaceAll('$(', '$ (')}`,
		...(verdict === 'found' && first && { description: first.key }),
		detail: details
			.filter((detail) => detail !== undefined && detail !== '')
			.join(' ')
			.replaceAll('$(', '$ ('),
		range: toRange(range),
	};
}
