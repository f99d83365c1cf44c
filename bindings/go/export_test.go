// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import "os"

// Blind has the endpoint watch another descriptor than the library's. Nobody may wait for events yet.
func (e *Endpoint) Blind(file *os.File) (err error) {
	e.inbox.file.Close()
	e.inbox.file = file
	e.inbox.conn, err = file.SyscallConn()
	return err
}
