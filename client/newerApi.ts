import type * as vscode from 'vscode';

// What VS Code has at run time and the types of the oldest supported version have not.

/** Keeps a pick's items in the order they are given in, whatever was typed; without it those whose label fits come first. */
export function keepOrder(pick: vscode.QuickPick<vscode.QuickPickItem>): void {
	(pick as unknown as { sortByLabel: boolean }).sortByLabel = false;
}
