// SPDX-License-Identifier: LGPL-2.1-or-later

//go:build !race

package sipreg

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// numbersOfHeader are the enumerators and numbers of the C header, as "errclosed" or "tlsversion12".
func numbersOfHeader(t *testing.T) map[string]string {
	t.Helper()
	header, err := os.ReadFile(os.Getenv("SIPREG_HEADER"))
	if err != nil {
		t.Fatalf("SIPREG_HEADER names the C header: %v", err)
	}
	numbers := map[string]string{}
	line := regexp.MustCompile(`(?m)^(?: {4}|#define )SIPREG_(\w+)(?: =)? (-?\d+)\b`)
	for _, match := range line.FindAllStringSubmatch(string(header), -1) {
		numbers[flat(match[1])] = match[2]
	}
	return numbers
}

func flat(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// sources are the files of the package without its tests.
func sources(t *testing.T) (*token.FileSet, []*ast.File) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no sources here", err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return set, files
}

func TestNumbersAreThoseOfTheHeader(t *testing.T) {
	header := numbersOfHeader(t)
	if len(header) < 80 {
		t.Fatalf("the header has %d numbers only", len(header))
	}
	for _, ours := range []string{"ok", "versionmajor", "versionminor", "versionpatch"} {
		delete(header, ours)
	}
	set, files := sources(t)
	// What it cannot resolve does not matter for constants of int.
	conf := types.Config{Error: func(error) {}, FakeImportC: true}
	checked, _ := conf.Check("sipreg", set, files, nil)
	for _, name := range checked.Scope().Names() {
		declared, isConst := checked.Scope().Lookup(name).(*types.Const)
		number, known := header[flat(name)]
		if !isConst || !known {
			continue
		}
		if got := constant.ToInt(declared.Val()).ExactString(); got != number {
			t.Errorf("%s is %s, in the header %s", name, got, number)
		}
		delete(header, flat(name))
	}
	for name := range header {
		t.Errorf("%s of the header is missing", name)
	}
}

func TestEveryPublicNameIsExplained(t *testing.T) {
	set, files := sources(t)
	explained := 0
	check := func(name *ast.Ident, owner string, comments ...*ast.CommentGroup) {
		if !name.IsExported() || owner != "" && !ast.IsExported(owner) {
			return
		}
		for _, comment := range comments {
			if comment.Text() != "" {
				explained++
				return
			}
		}
		t.Errorf("%s: %s has no comment", set.Position(name.Pos()), name.Name)
	}
	for _, file := range files {
		for _, declaration := range file.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				check(d.Name, receiver(d), d.Doc)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						check(s.Name, "", s.Doc, d.Doc)
					case *ast.ValueSpec:
						for _, name := range s.Names {
							check(name, "", s.Doc, s.Comment, d.Doc)
						}
					}
				}
			}
		}
	}
	if explained < 250 {
		t.Errorf("only %d names were found", explained)
	}
}

func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	kind := f.Recv.List[0].Type
	if star, is := kind.(*ast.StarExpr); is {
		kind = star.X
	}
	return kind.(*ast.Ident).Name
}
