package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// completionCmd prints what makes a shell complete commands, flags and topics.
func (a *app) completionCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "completion",
		Short: "Print what makes a shell complete commands, flags and topics",
		Example: `  source <(starling completion bash)
  starling completion zsh > "${fpath[1]}/_starling"
  starling completion fish > ~/.config/fish/completions/starling.fish`,
		Args: subcommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, shell := range []struct {
		name, short string
		write       func(root *cobra.Command, to io.Writer) error
	}{
		{"bash", "For bash, with or without the package bash-completion", func(root *cobra.Command, to io.Writer) error {
			if _, err := io.WriteString(to, bareBash); err != nil {
				return err
			}
			return root.GenBashCompletionV2(to, true)
		}},
		{"fish", "For fish", func(root *cobra.Command, to io.Writer) error { return root.GenFishCompletion(to, true) }},
		{"powershell", "For PowerShell", func(root *cobra.Command, to io.Writer) error { return root.GenPowerShellCompletionWithDesc(to) }},
		{"zsh", "For zsh", func(root *cobra.Command, to io.Writer) error { return root.GenZshCompletion(to) }},
	} {
		cmd.AddCommand(&cobra.Command{
			Use: shell.name, Short: shell.short, Args: cobra.NoArgs,
			Example: fmt.Sprintf("  starling completion %s", shell.name),
			RunE:    func(cmd *cobra.Command, _ []string) error { return shell.write(cmd.Root(), a.stdout) },
		})
	}
	return cmd
}

// bareBash is what the script for bash uses of the package bash-completion, for a bash
// without it.
const bareBash = `# What follows is of bash-completion, for a bash that does not have it.
if ! declare -F _get_comp_words_by_ref >/dev/null 2>&1; then
    # The words of the line; those that bash breaks at = and : are put together.
    _get_comp_words_by_ref() {
        local i joined=()
        cword=0
        for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
            local word=${COMP_WORDS[i]}
            if ((i > 0)) && [[ ${#joined[@]} -gt 1 && ( $word == [=:]* || ${joined[-1]} == *[=:] ) ]]; then
                joined[-1]+=$word
            else
                joined+=("$word")
            fi
            ((i == COMP_CWORD)) && cword=$((${#joined[@]} - 1))
        done
        words=("${joined[@]}")
        cur=${words[cword]}
        prev=
        ((cword > 0)) && prev=${words[cword - 1]}
    }
fi

`
