package kafka

import "github.com/twmb/franz-go/pkg/kadm"

func commit(r *rig, adm *kadm.Client, group string, at int64) {
	r.Helper()
	var o kadm.Offsets
	o.Add(kadm.Offset{Topic: "t", Partition: 0, At: at, LeaderEpoch: -1})
	_, err := adm.CommitOffsets(r.Context(), group, o)
	r.ok(err)
}

func addPartitions(r *rig, topic string, n int) {
	r.Helper()
	adm, err := r.env.NewAdmin(r.props)
	r.ok(err)
	defer adm.Close()
	res, err := adm.UpdatePartitions(r.Context(), n, topic)
	r.ok(err)
	r.ok(res[topic].Err)
}
