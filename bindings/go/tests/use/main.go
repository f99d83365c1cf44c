// SPDX-License-Identifier: LGPL-2.1-or-later

// What a program of somebody else's does with the package.
package main

import (
	"fmt"
	"os"

	sipreg "github.com/libsipreg/libsipreg/bindings/go"
)

func main() {
	endpoint, err := sipreg.NewEndpoint()
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer endpoint.Close()
	fmt.Println("libsipreg", sipreg.Version())
}
